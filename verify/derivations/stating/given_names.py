"""Arguments that are quantities themselves: f(x, t, v), f(law, t, x, eps, alpha, sigma). Each is fed exactly, then rounded.

Known names are understood, others declared: given={"out": "velocity"}. What a name means where the letters 0 and 1 are exchanged
follows the ends: x0_pred is the denoiser where x0 is the data. A name with two meanings is never guessed.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from verify.derivations import cases
from verify.derivations.conventions import Convention
from verify.derivations.quantities import find
from verify.derivations.statement import Derivation
from verify.derivations.stating.known_names import AMBIGUOUS as DOUBTFUL
from verify.derivations.stating.known_names import MEANING as PARAMETERS
from verify.regimes.operands import need

KNOWN: dict[str, tuple[str, ...]] = {
    "velocity": ("velocity", "vel", "v_t", "vt", "u_t", "ut", "v_theta"),
    "v_prediction": ("v_prediction", "v_pred"),
    "score": ("score", "score_t", "grad_log_p", "grad_logp", "dlogp", "scores"),
    "noise": ("eps", "epsilon", "noise", "eps_t", "eps_pred", "noise_pred", "eps_hat", "eps_theta", "pred_noise", "epsilon_pred"),
    "denoiser": ("denoiser", "denoised", "D", "D_x", "x_hat", "pred_original_sample", "clean", "data_pred"),
    "log_density": ("logp", "log_p", "log_prob", "log_density", "log_pt", "logpt"),
    "jacobian": ("jac", "jacobian", "Dv", "grad_v"),
    "score_jacobian": ("hessian", "score_jacobian"),
    "divergence": ("div", "divergence", "div_v"),
    "responsibilities": ("responsibilities", "resp", "resps"),
    "alpha": ("alpha_t", "alphat"),
    "sigma": ("sigma_t", "sigmat"),
    "alpha_rate": ("dalpha", "d_alpha", "alpha_dot", "alpha_prime", "dalpha_dt", "dalpha_t", "d_alpha_t"),
    "sigma_rate": ("dsigma", "d_sigma", "sigma_dot", "sigma_prime", "dsigma_dt", "dsigma_t", "d_sigma_t"),
    "next_alpha": ("alpha_s", "alpha_next", "alpha_prev", "alphas"),
    "next_sigma": ("sigma_s", "sigma_next", "sigma_prev"),
    "alpha_squared": ("alpha_bar", "alpha_bar_t", "alphas_cumprod", "alpha_cumprod", "alpha_prod_t", "abar", "abar_t"),
    "next_alpha_squared": ("alpha_bar_s", "alpha_bar_prev", "alphas_cumprod_prev", "alpha_prod_t_prev", "abar_s", "abar_prev"),
    "class_velocity": ("v_cond", "v_c", "v_class", "cond_velocity"),
    "class_score": ("score_cond", "cond_score", "score_c"),
    "classifier_gradient": ("grad_log_p_c", "classifier_grad", "grad_log_classifier"),
    "denoiser_jacobian": ("J_D", "denoiser_jacobian"),
    "average_velocity": ("u_avg", "u_mean", "mean_velocity", "average_velocity"),
    "beta": ("beta_t", "betat"),
    "component_covariances": ("S_t_k", "S_tk"),
    "component_cross_covariances": ("A_k", "Ak"),
    "snr": ("snr", "SNR", "snr_t"),
    "log_snr": ("log_snr", "logsnr", "log_SNR"),
}
ENDS = ("x{}_pred", "x{}_hat", "pred_x{}", "x_{}_pred", "x_{}_hat", "pred_x_{}")  # with the letter of an end
OPERANDS: dict[str, tuple[str, ...]] = {  # of a quantity that takes them; {data}, {source}: the letters of the ends
    "other_time": ("s", "r", "t_next", "t_prev", "next_t", "prev_t", "t_s"),
    "time_step": ("h", "dt", "step", "delta", "delta_t"),
    "data_point": ("x{data}", "x_{data}", "data", "action", "actions"),
    "source_point": ("x{source}", "x_{source}", "noise", "eps", "epsilon", "source"),
    "standard_normal": ("z", "xi", "noise"),
    "prediction": (
        "pred",
        "prediction",
        "output",
        "model_output",
        "v_pred",
        "u_pred",
        "noise_pred",
        "eps_pred",
        "score_pred",
        *ENDS,
    ),
    "next_point": ("x_next", "x_prev", "x_s", "next_x", "prev_sample", "sample_next"),
    "entropy_weight": ("reg", "epsilon", "eps", "gamma"),
    "observation_matrix": ("H", "A"),
    "observation": ("y", "obs", "observation", "measurement"),
    "observation_covariance": ("R", "Sigma_y", "noise_cov"),
    "guidance_scale": ("w", "scale", "guidance_scale", "guidance", "cfg", "cfg_scale", "omega"),
    "noise_level": ("g", "noise_level", "diffusion"),
    "noise_share": ("eta",),
    "intervened_variable": ("k", "i", "j", "node", "idx", "index", "target", "do", "done", "variable"),
    "intervention_value": ("value", "v", "val", "a", "x_k", "do_value", "new_value", "set_to"),
    "seen_variables": ("nodes", "seen", "K", "evidence", "observed", "given_nodes"),
    "snr_bound": ("gamma", "min_snr_gamma", "snr_gamma"),
}
AMBIGUOUS = {
    "v": ("velocity", "v_prediction"),
    "u": ("velocity", "guidance"),
    "s": ("score", "the source"),
    "pred": ("velocity", "noise"),
    "lambda_t": ("log_snr", "half of it"),
}
OF_KIND = {"conditional mean": ("data_point", "source_point"), "gradient": ("data_point", "source_point", "prediction")}
UNSURE = {"s": "level"}  # no other time where the cases carry this operand: beside a noise it may be the score
INSTEAD = {"noise_level": ("sigma_t", "sigmat"), "standard_normal": ("eps", "epsilon", "eps_t")}  # of an operand that none else is
SCALES = {"alpha", "sigma", "beta"}
MEANING = {name: of for of, names in KNOWN.items() for name in names}


def known(name: str, convention: Convention, beside: Iterable[str] = ()) -> str:
    """The quantity that the name means among the names `beside` it; empty if it is none."""
    for letter in "01":
        if name in (form.format(letter) for form in ENDS):
            return "denoiser" if (letter == "0") == convention.swapped else "noise"
    if name in SCALES:  # by itself it may be a weight, a time, a standard deviation
        return name if (MEANING.keys() | SCALES) & set(beside) - {name} else ""
    if name in ("v", "u") and convention.linear:
        return "velocity"  # what v-prediction would be there nobody predicts
    return MEANING.get(name, "")


def operand(name: str, stated: Derivation, beside: Iterable[str]) -> str:
    """The operand that the name means, of those that the quantity or something given takes; empty if it is none.

    What may be the point, as y and z, is it if no other of the names `beside` it is, and another is the operand, or the quantity
    itself takes none.
    """
    takes = operands_of(stated)
    if UNSURE.get(name) in takes:
        return ""
    data, source = "01" if stated.convention.swapped else "10"
    for q in (find(of) for of in OPERANDS):
        names = [form.format(data, data=data, source=source) for form in OPERANDS[q.name]]
        if q.takes <= takes and name in names:
            others = [other for other in beside if other != name]
            alone = PARAMETERS.get(name) == "x" and not any(PARAMETERS.get(other) == "x" for other in others)
            return "" if alone and (not q.takes <= stated.quantity.takes or {*names} & {*others}) else q.name
    return ""


def operands_of(stated: Derivation) -> frozenset[str]:
    """Of its quantity, of the kind of its claim and of what it is given."""
    return stated.quantity.takes.union(OF_KIND.get(stated.kind, ()), *(find(of).takes for _, of in stated.given))


def taking(stated: Derivation) -> Derivation:
    """With cases that carry its operands."""
    needs = frozenset(map(need, operands_of(stated)))
    return replace(stated, needs=stated.needs | needs, regimes=tuple(cases.meeting(needs, stated.law, r) for r in stated.regimes))


def declared(given: Mapping[str, str] | None, of: str) -> dict[str, str]:
    """What a user declares. KeyError, TypeError: no quantity, or the one that is to be checked."""
    found = dict(given or {})
    for name, quantity in found.items():
        find(quantity)
        if quantity == of:
            raise TypeError(f"given={{{name!r}: {of!r}}} is what the formula is said to be: that would prove nothing")
    return found


def read(names: Sequence[str], stated: Derivation, beside: Iterable[str] = ("x",)) -> dict[str, str]:
    """The quantities that these arguments are: as declared, else as known. TypeError: a name that is neither, or one of two."""
    found = dict(stated.given)
    for name in names:
        of = found.get(name) or operand(name, stated, beside) or known(name, stated.convention, names)
        if of == stated.quantity.name:
            raise TypeError(f"{stated.name} is given {name}, the {of} that it is said to be: that would prove nothing")
        if not of:
            raise TypeError(unknown(name))
        if of in OPERANDS and name not in found and (twice := next((other for other, own in found.items() if own == of), "")):
            raise TypeError(f"{twice} and {name} may both be the {of}: declare what they are, given={{{name!r}: ...}}")
        found[name] = of
    for of, doubtful in INSTEAD.items():
        takes, own = find(of).takes, dict(stated.own).keys()
        left = takes <= stated.quantity.takes - own and of not in found.values()
        for name in (n for n in names if left and n in doubtful and n not in dict(stated.given)):
            raise TypeError(f"{name} may be {found[name]} or {of}: declare it, given={{{name!r}: ...}}")
    return found


def of_plain(function: Any, stated: Derivation, rename: Mapping[str, Any]) -> dict[str, str]:
    """The quantities among the arguments of a plain function: as declared; else as known, where the name is no parameter's."""
    parameters = inspect.signature(function).parameters
    if missing := dict(stated.given).keys() - parameters.keys():
        raise TypeError(f"given={{{min(missing)!r}: ...}}: {stated.name} has no argument of that name")
    asked = [name for name, p in parameters.items() if p.default is p.empty and name not in rename]
    beside = [str(rename.get(name, name)) for name in parameters]
    own = [name for name in asked if operand(name, stated, beside)]
    free = [name for name in asked if name in SCALES or name not in PARAMETERS]
    doubtful = AMBIGUOUS.keys() - DOUBTFUL.keys()
    found = own + [name for name in free if name in doubtful or known(name, stated.convention, asked)]
    return read(list(dict.fromkeys((*dict(stated.given), *found))), stated, beside)


def unknown(name: str) -> str:
    if name in AMBIGUOUS:
        return f"{name} may be {' or '.join(AMBIGUOUS[name])}: declare it, given={{{name!r}: ...}}"
    near = get_close_matches(name, MEANING, 2, 0.6)
    said = f" (known: {', '.join(near)})" if near else ""
    return f"{name} is no known quantity{said}: declare it, given={{{name!r}: 'velocity'}}"
