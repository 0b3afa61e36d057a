"""The quantities of the path alone: the scales of data and noise, in the letters of diffusion models, and what is made of them."""

from dataclasses import replace

from analytic import observed, weights
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, SQUARE, Quantity
from verify.regimes.operands import other_time, value


def _weighed(of: str, to: str) -> dict[str, Formula]:
    return _at_times(lambda law, t, x: weights.weight(law.ar, law.path, t, of, to))


def _least(of: str) -> dict[str, Formula]:
    return _at_times(lambda law, t, x: weights.min_snr(law.ar, law.path, t, value(law, "bound"), of))


def _at_times(f: Formula) -> dict[str, Formula]:
    return by.for_all(f, f)


_ALL = (
    Quantity("alpha", "the scale of the data: b of x_t = a x0 + b x1", "()", by.on_paths(lambda ar, a, b, da, db: b)),
    Quantity("sigma", "the scale of the source: a of x_t = a x0 + b x1", "()", by.on_paths(lambda ar, a, b, da, db: a)),
    Quantity("alpha_rate", "d alpha/dt, in their time", "()", by.on_paths(lambda ar, a, b, da, db: db), rate=RATE),
    Quantity("sigma_rate", "d sigma/dt, in their time", "()", by.on_paths(lambda ar, a, b, da, db: da), rate=RATE),
    Quantity("snr", "alpha^2/sigma^2", "()", by.on_paths(lambda ar, a, b, da, db: b * b / (a * a))),
    Quantity(
        "beta",
        "-2 (d alpha/dt)/alpha: the rate of a variance preserving process dx = -beta/2 x dt + sqrt(beta) dW",
        "()",
        by.on_paths(lambda ar, a, b, da, db: -2 * db / b),
        rate=RATE,
    ),
    Quantity("alpha_squared", "alpha^2: alpha_bar of DDPM", "()", by.on_paths(lambda ar, a, b, da, db: b * b)),
    Quantity("log_snr", "log(alpha^2/sigma^2)", "()", by.on_paths(lambda ar, a, b, da, db: 2 * (ar.log(b) - ar.log(a)))),
)
_BOUND = frozenset({"bound"})
_WEIGHTS = (
    Quantity(
        "next_alpha",
        "alpha at the other time",
        "()",
        by.on_paths(lambda ar, a, b, da, db: b, other_time),
        takes=frozenset({"later"}),
    ),
    Quantity(
        "next_sigma",
        "sigma at the other time",
        "()",
        by.on_paths(lambda ar, a, b, da, db: a, other_time),
        takes=frozenset({"later"}),
    ),
    Quantity(
        "next_alpha_squared",
        "alpha^2 at the other time",
        "()",
        by.on_paths(lambda ar, a, b, da, db: b * b, other_time),
        takes=frozenset({"later"}),
    ),
    Quantity(
        "velocity_loss_in_data",
        "c of |v - v^|^2 = c |x1 - x1^|^2: the weight of the clean sample's loss that makes it the velocity's",
        "()",
        _weighed("velocity", "data"),
        rate=SQUARE,
    ),
    Quantity("noise_loss_in_data", "c of |x0 - x0^|^2 = c |x1 - x1^|^2", "()", _weighed("noise", "data")),
    Quantity(
        "v_loss_in_data",
        "c of |v - v^|^2 = c |x1 - x1^|^2, v = alpha noise - sigma data (v-prediction)",
        "()",
        _weighed("v", "data"),
    ),
    Quantity(
        "velocity_loss_in_noise",
        "c of |v - v^|^2 = c |x0 - x0^|^2, v the velocity",
        "()",
        _weighed("velocity", "noise"),
        rate=SQUARE,
    ),
    Quantity("min_snr_data_weight", "min(SNR, gamma): of the clean sample's loss (min-SNR)", "()", _least("data"), takes=_BOUND),
    Quantity(
        "min_snr_noise_weight",
        "the weight of the noise's loss that is min(SNR, gamma) of the clean sample's",
        "()",
        _least("noise"),
        takes=_BOUND,
    ),
    Quantity(
        "min_snr_v_weight",
        "the weight of v-prediction's loss that is min(SNR, gamma) of the clean sample's",
        "()",
        _least("v"),
        takes=_BOUND,
    ),
    Quantity(
        "jump_rate",
        "kappa'/(1 - kappa), kappa = b: the rate of jumps of discrete flow matching",
        "()",
        by.on_paths(lambda ar, a, b, da, db: db / (1 - b)),
        rate=RATE,
        grows=True,
    ),
    Quantity(
        "pigdm_guess",
        "r^2 = a^2/(a^2 + b^2): what PiGDM takes for Cov[x1 | x_t]",
        "()",
        _at_times(lambda law, t, x: observed.pigdm_guess(law.ar, law.path, t)),
    ),
)
QUANTITIES = tuple(replace(q, lawless=True) for q in (*_ALL, *(replace(q, needs=q.needs | {"0<t<1"}) for q in _WEIGHTS)))
