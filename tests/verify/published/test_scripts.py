"""The panels of Fig. 2, as the published code draws them."""

from verify.published import scripts


def test_every_panel_has_means_of_its_own() -> None:
    firsts = [tuple(panel[0].tolist()) for panel in scripts.panels()]
    assert len(firsts) == len(set(firsts)) == 5
    assert [f"{v:.2f}" for v in (*firsts[0], *firsts[1])] == ["1.86", "0.75", "1.00", "0.26"]
    assert scripts.panels(1)[0][0].tolist() != scripts.panels()[0][0].tolist()
