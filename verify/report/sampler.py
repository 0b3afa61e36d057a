"""What a section says first of numbers that are those of a solver with few steps."""

from verify.suites.numerics import RESOLVED


def sampler(method: str, steps: int, change: float, how: str) -> str:
    """`change`: of J z where the step is halved, relative, found as `how` says."""
    settled = "has settled" if change <= RESOLVED else "has not converged"
    return (
        f"{method.upper()} with {steps} steps {settled}: half the step changes J z by {change:.0%} ({how}). So all that follows is "
        f"of the sampler with {steps} steps, not of the flow; Poincaré's inequality, Cov(y) <= S, holds for that map all the same."
    )
