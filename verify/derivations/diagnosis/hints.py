"""Why a term or a quantity stands where another belongs: a short cause and a sentence for each."""

from verify.derivations.diagnosis.features import MC, MS, S0, SECOND, C

IN_A = {C: "Sigma_k", S0: "Sigma_0", MC: "Sigma_k", MS: "Sigma_0"}  # terms that stand in A_k
HINTS: dict[str, tuple[str, str]] = {  # what a term that should not be there gives away
    "sum_k r_k v_k s_k^T": ("mean score not subtracted", "the mean score is not subtracted: grad r_k = r_k (s_k - sum_j r_j s_j)"),
    f"({SECOND})^T": (
        "outer product transposed",
        "the outer product is in the wrong order: J_ij = du_i/dx_j needs v_i (grad r_k)_j",
    ),
    "(sum_k r_k v_k s_k^T)^T": (
        "outer product transposed",
        "the outer product is in the wrong order, and the mean score not subtracted",
    ),
    "r_k s_k": ("mean score not subtracted", "the mean score is not subtracted: grad r_k = r_k (s_k - sum_j r_j s_j)"),
    "r_k (1 - r_k) s_k": ("sigmoid for softmax", "r_k (1 - r_k) is the derivative of a sigmoid of one variable, not of a softmax"),
    "sum_k r_k (1 - r_k) v_k s_k^T": (
        "sigmoid for softmax",
        "r_k (1 - r_k) is the derivative of a sigmoid of one variable, not of a softmax",
    ),
    "a matrix of ones": ("1 for I", "a number is added to every entry, where a multiple of the identity belongs"),
    "blend": ("blend", "the responsibilities are held fixed: their gradients are missing"),
    "jacobian_do": ("one component", "one component is held fixed: intervention for observation"),
    "jacobian": ("observation", "the responsibilities vary: observation for intervention"),
    "sum_k r_k log(pi_k N_k)": ("mean of logs", "a mean of logarithms is not the logarithm of the mean: log-sum-exp is missing"),
    "sum_k pi_k log(pi_k N_k)": ("mean of logs", "a mean of logarithms is not the logarithm of the mean: log-sum-exp is missing"),
    "sum_k log(pi_k N_k)": ("sum of logs", "a sum of logarithms is not the logarithm of the sum: log-sum-exp is missing"),
    "score score^T": ("mean score not subtracted", "the mean score is not subtracted: the s_k are not centred"),
    "sum_k pi_k log N_k": ("mean of logs", "a mean of logarithms is not the logarithm of the mean: log-sum-exp is missing"),
    "sum_k r_k log N_k": ("mean of logs", "a mean of logarithms is not the logarithm of the mean: log-sum-exp is missing"),
    "r_k sum_j pi_j s_j": ("prior for posterior", "the scores are averaged with the weights pi_j, not with the responsibilities"),
    "Cov[x1], unconditional": ("not conditioned", "what x_t tells is not subtracted: the unconditional covariance"),
    "the unconditional covariance of a'x0 + b'x1": (
        "not conditioned",
        "what x_t tells is not subtracted: the unconditional covariance",
    ),
    "log det Sigma_0": (
        "Jacobian factor",
        "a factor det(Sigma_0)^(1/2) of the density: the Jacobian of a change of variables, as of a whitening by Sigma_0",
    ),
    "d log t": ("Jacobian factor", "a factor t^d of the density: the Jacobian of the change of variables from x to x/t"),
    "d log(1 - t)": (
        "Jacobian factor",
        "a factor (1 - t)^d of the density: the Jacobian of the change of variables from x to x/(1 - t)",
    ),
    "log t": ("Jacobian factor", "a power of t: the Jacobian of the change of variables from x to x/t is t^d"),
    "log(1 - t)": ("Jacobian factor", "a power of 1 - t: the Jacobian of the change of variables from x to x/(1 - t) is (1 - t)^d"),
    "Cov[x1 | x_t] + Cov[x0 | x_t]": (
        "ends independent given x_t",
        "x0 and x1 are not independent given x_t: their cross covariance is missing",
    ),
    "d tr A/tr S, a quotient of traces": ("quotient of traces", "a quotient of traces is not the trace of the quotient A S^-1"),
    "sum_k r_k log det S_k": ("determinant", "log det S_k has another factor than 1/2"),
    "E[x1|x] E[x1|x]^T": ("not centred", "the mean is not subtracted: a second moment for a covariance"),
    "tr (S0^1/2 S1 S0^1/2)^1/2": ("fidelity", "the trace of (S0^1/2 S1 S0^1/2)^1/2, not of the geometric mean S0 # S1"),
    "sum_k (mu_k - mu)(mu_k - mu)^T, without weights": (
        "weights missing",
        "the weights pi_k are missing in the spread of the means",
    ),
    "sum_k pi_k mu_k mu_k^T": ("not centred", "the means are not centred: a second moment for a covariance"),
    "E[x_t] E[x_t]^T": ("not centred", "the mean is not subtracted: a second moment for a covariance"),
    "d log(2 pi)/2": ("normalisation", "the normalisation (2 pi)^(d/2) is wrong"),
    "density": ("logarithm missing", "the logarithm is missing"),
    "log r_k": ("log", "log-probabilities for probabilities"),
    "log (pi_k N_k)": ("not normalised", "logits for probabilities: the softmax is missing"),
    "pi_k N_k (2 pi)^(d/2)": ("not normalised", "they are not normalised to sum one"),
    "1": ("constant", ""),
    "sum_k pi_k mu_k": ("prior mean", "a prior mean, where the posterior one belongs"),
    "sum_k mu_k (grad r_k)^T": ("v_k replaced by mu_k", "mu_k stands for v_k in the outer product"),
    "sum_k pi_k B_k": ("prior for posterior", "the prior weights pi_k stand for the responsibilities"),
    "sum of all entries of the Jacobian": ("sum for trace", "all entries are summed, not the diagonal"),
    "u u^T": ("u u^T", ""),
    "sum_k r_k Cov[x1 | x, k]": (
        "spread between components missing",
        "the spread of the components' means is missing: total covariance",
    ),
    "sum_k r_k Cov[x1 - x0 | x, k]": ("spread missing", "the spread of the v_k is missing: total covariance"),
    "the spread of the v_k between components": ("v_k for s_k", "a covariance of the v_k where theirs with the scores belongs"),
    **{
        f"{size}, the derivative along one direction": (
            "one direction",
            "a derivative along one direction stands for the norm of a row",
        )
        for size in ("J 1/sqrt(d)", "|J 1|/sqrt(d)", "|the first column of the Jacobian|")
    },
}
PAIRS = {
    ("velocity", "denoiser"): "it predicts the data x1, not the velocity x1 - x0",
    ("velocity", "noise"): "it predicts the source x0, not the velocity x1 - x0",
    ("velocity", "score"): "the score is not the velocity",
    (
        "jacobian",
        "denoiser_jacobian",
    ): "the term -(1 - t) Sigma_0 is missing in A_k: it is the Jacobian of E[x1 | x_t], not of E[x1 - x0 | x_t]",
    ("jacobian", "noise_jacobian"): "it is the Jacobian of E[x0 | x_t], not of E[x1 - x0 | x_t]",
    ("jacobian", "score_jacobian"): "it is the Hessian of log p_t, not the Jacobian of the velocity",
    ("jacobian_do", "blend"): "the mean of the B_k over the components, where one component is held",
    ("jacobian_do", "sum_k pi_k B_k"): "the mean of the B_k over the components, where one component is held",
    ("blend", "jacobian"): "the responsibilities vary, where the blend holds them",
    ("blend", "jacobian_do"): "one component's B_k for their mean",
    ("bures_map", "flow_jacobian"): "the flow of independent ends, not the optimal map",
    ("sde_drift", "velocity"): "the noise is not made up for: g^2/2 times the score is missing",
    ("noising_sde_drift", "velocity"): "the noise is not made up for: g^2/2 times the score is missing",
    ("sde_drift", "noising_sde_drift"): "the SDE is run the other way: the sign of the score is wrong",
    ("noising_sde_drift", "sde_drift"): "the SDE is run the other way: the sign of the score is wrong",
    ("euler_maruyama_mean", "euler_step"): "the noise is not made up for: g^2/2 times the score is missing in the drift",
    ("average_velocity", "velocity"): "the velocity at t, not its mean between the two times",
    ("sinkhorn_divergence", "sinkhorn_of_costs"): "costs stand for values: the entropy is left out",
    ("sinkhorn_of_costs", "sinkhorn_divergence"): "values stand for costs: the entropy is in them",
    ("conditional_velocity", "velocity"): "the mean over the data, not what is given x1",
    ("conditional_score", "score"): "the mean over the data, not what is given x1",
    ("divergence", "tr of denoiser_jacobian"): "it is the divergence of E[x1 | x_t], not of E[x1 - x0 | x_t]",
    ("divergence", "tr of blend"): "the responsibilities are held fixed: their gradients are missing",
}
