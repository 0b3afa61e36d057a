"""What a section says first of numbers that are those of a solver with few steps."""


def sampler(method: str, steps: int, change: float, how: str) -> str:
    """`change`: of J z where the steps are halved, relative, found as `how` says."""
    return (
        f"{method.upper()} with {steps} steps, short at both ends: halving them changes J z by {change:.1%} ({how}). All that "
        "follows is exact of this sampler, and so far off the flow's own; Poincaré's inequality, Cov(y) <= S, holds for the map of "
        "the sampler too."
    )
