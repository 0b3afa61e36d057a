"""What several tests here state: the score of one Gaussian, and whether a function stands on the whole ladder."""

from math import inf
from typing import Any

import numpy as np

from tests.verify.derivations.samples import settled
from verify.derivations.judging.climb import climb


def score(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    """From N(0, I) to N(mu, Sigma)."""
    return -np.linalg.solve((1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, (x - t * mu).T).T


def stands(f: Any, of: str = "score", law: str = "mixture", **options: Any) -> bool:
    """Nothing differs, and enough was compared; False if something differs for certain."""
    seen, _ = climb(settled(f, of, law, **options), 0, inf)
    assert not seen.error and (seen.difference or not seen.doubt), seen.error or seen.doubt
    return seen.difference is None
