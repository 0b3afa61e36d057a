"""Doors of bridges, of entropic values and of distances between any two covariances."""

from analytic import bridge
from verify.suites.refusals.door import VALUES
from verify.suites.refusals.laws import ONE, SMALL, I, S, law

bridged = law(bridge.bridge, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S, sigma=1)

DOORS = (
    bridged("sigma is positive", "sigma = 0", VALUES, inside={"sigma": SMALL}, sigma=0),
    bridged("cov0 is definite", "it must be positive definite", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
            cov0=[[1, 0], [0, 0]]),
    bridged("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
)  # fmt: skip
