"""What the published code draws: one recipe for Table 4 and for each panel of Fig. 2."""

import torch

from analytic import arithmetic
from verify.papers.causality_delta import recipe
from verify.papers.causality_delta.instance import panels, published


def test_every_panel_has_means_of_its_own() -> None:
    firsts = [tuple(means[0].tolist()) for means, _ in recipe.panels()]
    assert len(firsts) == len(set(firsts)) == 5
    assert [f"{v:.2f}" for v in (*firsts[0], *firsts[1])] == ["1.86", "0.75", "1.00", "0.26"]
    assert [number.text for number in recipe.MEANS] == ["1.86", "0.75", "1.00", "0.26"]
    assert recipe.panels(1)[0][0][0].tolist() != recipe.panels()[0][0][0].tolist()


def test_the_first_panel_is_the_mixture_of_table_4() -> None:
    ar = arithmetic.float64()
    one, *others = panels(ar)
    law = published().law(ar)
    assert (one.m == law.m).all() and (one.C == law.C).all() and (one.S0 == law.S0).all()
    assert not any((other.m == law.m).any() for other in others)


def test_the_recipe_step_by_step() -> None:
    """Mean, then covariance, of each component from one generator: written here call by call."""
    random = torch.Generator().manual_seed(42069)
    for means, covs in recipe.panels():
        for mean, cov in zip(means, covs, strict=True):
            assert torch.equal(mean, 3 * (2 * torch.rand(2, generator=random) - 1))
            A = torch.randn(2, 2, generator=random)
            assert torch.equal(cov, (A @ A.T + torch.eye(2)) / 2)
