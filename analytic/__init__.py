"""Closed forms of flow matching: each written once, evaluated in five arithmetics.

arithmetic    the operations a formula may use, and the five arithmetics that provide them
exact         numbers in: floats, decimals, arrays and tensors become Fractions by one set of rules
door          checks at the door of every law: the value, the reason, the fix
path          interpolation paths x_t = a x0 + b x1

gaussian      Gaussian to Gaussian under any joint coupling
brenier       optimal transport between Gaussians: Bures-Wasserstein map, displacement and exponential paths
mixture       mixtures of Gaussians: drift, score, denoiser, Jacobians under observation and under intervention
directions    slopes of velocity and score along vectors, no Jacobian formed, of mixtures and of Gaussian pairs
line          one dimension: the exact flow map, by distribution function and quantile
likelihood    log-likelihoods by the flow, its log determinants, rates of the log density, bits per dimension
two_times     the flow at two times: average velocity (MeanFlow), shortcuts, the consistency function
noising       noise added along a path: transitions, the posterior of DDPM and VDM, ancestral steps

proximal      the optimal-transport flow as a proximal operator
manifold      targets without a density: balls, ellipsoids, bodies with corners, segments
sphere        the uniform law on a sphere, its ends independent
atoms         a source with a density to finitely many points
minibatch     the expected cost of the best pairing of n draws from each end

coupling      linear couplings: the pair-optimal velocity, and how the flow turns when noise is added
crossing      finitely many pairs whose lines cross, and their memorising velocity
interpolant   stochastic interpolants between Gaussian ends: drift, score, the SDE's moments
bridge        the Schroedinger bridge of two Gaussians
entropic      entropic transport of two Gaussians: its values in each convention, the Sinkhorn divergence
frechet       the Frechet distance of any two covariances, singular ones too, and of samples of one law
empirical     finite data: the velocity that memorises them, and when it begins to choose one point
conditional   velocity, score and density of x_t given one end of its path, or both
states        finitely many states: rates of the jumps from source to data, masks, steps of a sampler
floors        what the best velocity leaves of the loss
straightness  how trajectories bend: accelerations, their mean square, lengths beside chords
weights       losses of one prediction in terms of another's, per unit of log SNR, and which times to draw
samplers      one step's transition law: Euler, Heun, Euler-Maruyama, DDIM and its noise, churn; its log-probability
chains        many steps between Gaussians: the law that they end in

guidance      classifier-free guidance of a mixture: the blend of two fields, and what it generates from Gaussians
observed      a mixture seen through a noisy linear observation: its posterior, and what is put in its place

estimator     S = E[J J^T] of a generator, against the covariance of what it generates
scm           linear Gaussian structural causal models as they are seen
interventions  what is done to them, and what would have been: abduction, counterfactuals
knothe        a Gaussian law fitted to a graph, or along an order of causes; which orders are Markov-equivalent
causal_flows  what flows between Gaussians are made to answer about causes: edits of latents, masks, clamped coordinates
disentanglement  how far the columns of a map are from orthogonal, and why that says nothing of its law
nodes         one variable given its causes, on a line: its law, and what it would have been

Time runs from the source (t = 0) to the data (t = 1); `jacobian[i, j] = dv_i/dx_j`; points are rows, `x[..., d]`.
"""

from importlib import import_module
from typing import Any

__all__ = [
    "arithmetic", "atoms", "brenier", "bridge", "causal_flows", "chains", "conditional", "coupling", "crossing",
    "directions", "disentanglement", "door", "empirical", "entropic", "estimator", "exact", "floors", "frechet",
    "gaussian", "guidance", "interpolant", "interventions", "knothe", "likelihood", "line", "manifold", "minibatch",
    "mixture", "nodes", "noising", "observed", "path", "proximal", "samplers", "scm", "sphere", "states",
    "straightness", "two_times", "weights",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Each module when it is first asked for."""
    if name in __all__:
        return import_module(f"analytic.{name}")
    raise AttributeError(f"module 'analytic' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
