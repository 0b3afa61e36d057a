"""Doors of bridges, of entropic values and of distances between any two covariances."""

from analytic import bridge, entropic, frechet
from verify.suites.refusals.door import ALL, VALUES
from verify.suites.refusals.laws import ONE, SMALL, I, S, law

bridged = law(bridge.bridge, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S, sigma=1)
valued = law(entropic.entropic, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S, reg=1)
distant = law(frechet.distance2, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S)
overlapping = law(frechet.overlap, cov0=I, cov1=S)
sampled = law(frechet.mean_distance2, n=2, variance=1)

DOORS = (
    bridged("sigma is positive", "sigma = 0", VALUES, inside={"sigma": SMALL}, sigma=0),
    bridged("cov0 is definite", "it must be positive definite", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
            cov0=[[1, 0], [0, 0]]),
    bridged("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
    valued("reg is positive", "reg = 0", VALUES, inside={"reg": SMALL}, reg=0),
    valued("cov0 is definite", "it must be positive definite", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
           cov0=[[1, 0], [0, 0]]),
    valued("cov1 is a covariance", "cov1 has the eigenvalue", VALUES, inside={"cov1": [[1, 1], [1, 1]]}, cov1=[[1, 2], [2, 1]]),
    distant("cov0 is a covariance", "cov0 has the eigenvalue", VALUES, inside={"cov0": [[1, 1], [1, 1]]}, cov0=[[1, 2], [2, 1]]),
    distant("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
    distant("mean1 is like it", "mean1 has shape", VALUES, mean1=[1]),
    distant("mean0 is a vector", "mean0 has shape", VALUES, mean0=[[0, 1]]),
    distant("mean0 is finite", "mean0[1] is", mean0=[0, float("inf")]),
    overlapping("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
    sampled("two draws", "n = 1", ALL, n=1),
    sampled("of the other too", "n = 1", ALL, inside={"other": 2}, other=1),
    sampled("a variance", "variance = -1", VALUES, inside={"variance": 0}, variance=-1),
)  # fmt: skip
