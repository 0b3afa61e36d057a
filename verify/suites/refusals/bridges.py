"""Doors of bridges, of entropic values and of distances between any two covariances."""

from analytic import bridge, entropic
from verify.suites.refusals.door import VALUES
from verify.suites.refusals.laws import ONE, SMALL, I, S, law

bridged = law(bridge.bridge, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S, sigma=1)
valued = law(entropic.entropic, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S, reg=1)

DOORS = (
    bridged("sigma is positive", "sigma = 0", VALUES, inside={"sigma": SMALL}, sigma=0),
    bridged("cov0 is definite", "it must be positive definite", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
            cov0=[[1, 0], [0, 0]]),
    bridged("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
    valued("reg is positive", "reg = 0", VALUES, inside={"reg": SMALL}, reg=0),
    valued("cov0 is definite", "it must be positive definite", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
           cov0=[[1, 0], [0, 0]]),
    valued("cov1 is a covariance", "cov1 has the eigenvalue", VALUES, inside={"cov1": [[1, 1], [1, 1]]}, cov1=[[1, 2], [2, 1]]),
)  # fmt: skip
