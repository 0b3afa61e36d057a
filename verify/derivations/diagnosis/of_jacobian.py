"""Named vectors made of the velocity's Jacobian: its rows, columns, norms, and derivatives along one direction."""

from analytic.arithmetic import Array
from verify.derivations.diagnosis.features import Feature, jacobian
from verify.derivations.diagnosis.pieces import Pieces


def _size(p: Pieces, v: Array) -> Array:
    return p.v.ar.sqrt(v * v)


OF_JACOBIAN: dict[str, Feature] = {
    "J 1/sqrt(d), the derivative along one direction": lambda p: (
        p.v.ar.einsum("nij->ni", jacobian(p)) / p.v.ar.sqrt(p.v.ar.array(p.x.shape[-1]))
    ),
    "|J 1|/sqrt(d), the derivative along one direction": lambda p: (
        _size(p, p.v.ar.einsum("nij->ni", jacobian(p))) / p.v.ar.sqrt(p.v.ar.array(p.x.shape[-1]))
    ),
    "the first column of the Jacobian": lambda p: jacobian(p)[..., 0],
    "|the first column of the Jacobian|, the derivative along one direction": lambda p: _size(p, jacobian(p)[..., 0]),
    "the diagonal of the Jacobian": lambda p: p.v.ar.einsum("nii->ni", jacobian(p)),
    "|J_i|^2": lambda p: p.v.ar.einsum("nij,nij->ni", jacobian(p), jacobian(p)),
    "the norms of the columns of the Jacobian": lambda p: p.v.ar.sqrt(p.v.ar.einsum("nij,nij->nj", jacobian(p), jacobian(p))),
    "jacobian_row_norms": lambda p: p.v.ar.sqrt(p.v.ar.einsum("nij,nij->ni", jacobian(p), jacobian(p))),
    "sum_j |J_ij|": lambda p: p.v.ar.einsum("nij->ni", _size(p, jacobian(p))),
}
