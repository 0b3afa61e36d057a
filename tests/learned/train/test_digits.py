"""Closed forms in torch against balls, and products in TF32 as they were before."""

from unittest.mock import patch

import pytest
import torch

from learned.train import digits as subject
from learned.train.digits import digits, tf32


def test_float64_keeps_what_it_can_and_float32_half_of_it() -> None:
    rows = digits("cpu")
    assert {(r["dtype"], r["tf32"], r["device"]) for r in rows} == {("float64", False, "cpu"), ("float32", False, "cpu")}
    kept = {dtype: [r["digits"] for r in rows if r["dtype"] == dtype] for dtype in ("float64", "float32")}
    assert len(kept["float64"]) == len(subject.FORMULAS)
    assert min(kept["float64"]) > 14 and max(kept["float64"]) < 17
    assert min(kept["float32"]) > 5 and max(kept["float32"]) < 8


def test_a_factor_rounded_as_in_tf32_is_seen() -> None:
    """What a GPU would do to the points: 11 bits are left of them, and three to four digits of the result."""
    values = subject._values

    def rounded(ar: object) -> dict[str, torch.Tensor]:
        found = values(ar)
        return {k: v * (1 + 2.0**-11) for k, v in found.items()} if getattr(ar, "dtype", None) is torch.float32 else found

    with patch.object(subject, "_values", rounded):
        lost = [r["digits"] for r in digits("cpu") if r["dtype"] == "float32"]
    assert min(lost) > 3 and max(lost) < 4


def test_a_device_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="device nope: torch cannot compute there"):
        digits("nope")


def test_products_are_afterwards_as_before() -> None:
    before = torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32
    for allowed in (True, False):
        with tf32(allowed):
            assert torch.backends.cuda.matmul.allow_tf32 is torch.backends.cudnn.allow_tf32 is allowed
        assert (torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32) == before
    with pytest.raises(TypeError, match="give True or False"), tf32("yes"):  # type: ignore[arg-type]
        pass
