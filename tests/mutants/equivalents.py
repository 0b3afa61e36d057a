"""Mutants that nobody can see, since what they change makes no difference to any answer, and why."""

SYMMETRIC = "the matrix is symmetric: its transpose is the same number"
CUT_OFF = "one more is computed, and cut off or never looked at"
SHARE = "points are taken in other blocks, or by other threads, to the same values"
SLOWER = "more steps than are needed, at a point that they do not move"
SMALL = "a residual of twice the digits, or what is certified afterwards"

EQUIVALENT: dict[str, str] = {
    "atoms._face | einsum transposed | transposed: pi,pq,qj->ij": SYMMETRIC,
    "brenier.displacement_map | einsum letter | ...ij turned in ...ij,...j->...i": SYMMETRIC,
    "empirical.jacobian.<locals>.spread | einsum transposed | transposed: ...ki,...kj->...ij": SYMMETRIC,
    "estimator._weighted | einsum transposed | transposed: imk,jmk->ij": SYMMETRIC,
    "estimator.modes_flow | einsum letter | ij turned in ij,...j->...i": SYMMETRIC,
    "mixture.score_jacobian | einsum transposed | transposed: ...i,...j->...ij": SYMMETRIC,
    "scm.covariance | einsum transposed | transposed: ik,k,jk->ij": SYMMETRIC,
    "two_times.target_covariance | einsum transposed | transposed: ...ij,...jk,...lk->...il": SYMMETRIC,
    "disentanglement._products | einsum transposed | transposed: ki,kj->ij": SYMMETRIC,
    "disentanglement.most_squares | einsum letter | ij turned in ij,ij->": SYMMETRIC,
    "interventions.counterfactual_given | einsum transposed | transposed: ij,jk,lk->il": SYMMETRIC,
    "interventions.counterfactual_given | einsum letter | jk turned in ij,jk,lk->il": SYMMETRIC,
    "observed._guessed | einsum transposed | transposed: pi,...ij,qj->...pq": SYMMETRIC,
    "observed.compose | transpose | exchanged: (1 - n) * P0 @ D0": SYMMETRIC,
    "observed._observation | constant by 1 | 1 for 0": "the matrix is square",
    "straightness.length | a and b exchanged | s0 and s1 exchanged": "the formula is symmetric in both",
    "frechet.overlap | einsum letter | ij turned in ij,ij->": "it is multiplied by 0",
    "coupling.rotated | transpose | exchanged: R @ R.T": "of square matrices R R^T = I where R^T R = I",
    "estimator._hermite | off by one | one more: range(1, f.a.shape[2] - 1)": CUT_OFF,
    "arithmetic._blocks._assemble | off by one | one more: range(count + 1)": CUT_OFF,
    "arithmetic._pencil._blend | off by one | one more: range(step, p, step)": "the piece that it adds is empty",
    "arithmetic._blocks._assemble | term dropped | term dropped: 1 (2)": SHARE,
    "arithmetic._blocks.cores | min and max | max for min": SHARE,
    "arithmetic._float64.Float64.einsum | einsum letter | ...ki turned in ...ki,...kj->...ij": "the same sum by another routine",
    "arithmetic._float64.Float64.einsum | einsum transposed | transposed: ...ki,...kj->...ij": "the same sum by another routine",
    "arithmetic._torch_roots.sqrtm | off by one | one more: range(2)": SLOWER,
    "arithmetic._torch_roots.root | constant by 1 | 201 for 200": SLOWER,
    "arithmetic._balls._root | off by one | one more: range(ctx.prec)": "a radius doubled so often is wider than the bracket",
    "_least.least_pivot | min and max | max for min": "only its sign is read, and the pivots that are left have one sign",
    "arithmetic._balls._root | off by one | edge: g(y - r) < 0": "a root at the end of an enclosure lies in it",
    "arithmetic._balls._root | off by one | edge: g(y + r) > 0": "a root at the end of an enclosure lies in it",
    "arithmetic._balls._root | a and b exchanged | lo and hi exchanged": "the bracket is read as a set",
    "arithmetic._roots._bracket | return guard | never: if not bool(on.plain((low[1] > low[2]) |...": SLOWER,
    "arithmetic._torch_roots.root | off by 1e-9 | off by 1e-9: df(y).detach()": "it says how far an end is moved, past the root",
    "arithmetic._torch_roots.sqrtm | a and b exchanged | X and Y exchanged (2)": "exchanged 40 times, an even number",
    "arithmetic._ball_matrices._reshape | off by 1e-9 | off by 1e-9: arb_mat(rows, columns, A.entries())": SMALL,
    "arithmetic._elimination._eliminated | off by 1e-9 | off by 1e-9: left": "only where it is not 0 is read",
    "arithmetic._balls.make | off by 1e-9 | off by 1e-9: max((x.mid() for x in logits), key=fl...": "any shift gives the same sums",
    "arithmetic._objects.Objects._map | return guard | never: if not isinstance(a, np.ndarray)": "NumPy gives a number for one",
    "_entries._first | constant by 1 | 2 for 1 (2)": CUT_OFF,
    "door.finite | return guard | never: if ar.name not in EXACT and ((v := ar.fl...": "what is asked next finds the same, later",
    "arithmetic._blocks.pointwise | return guard | never: if x.ndim == 1 or not x.size or isinstan...": SHARE,
}
