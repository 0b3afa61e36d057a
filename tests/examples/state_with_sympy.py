"""A SymPy expression in the symbols of a law: PROVED by symbols, checked by certified balls."""

from driftproof import as_derivation, symbols_of

s = symbols_of("gaussian", d=1)  # t, x, m0, S0, m1, S1, X
S_t = (1 - s.t) ** 2 * s.S0 + s.t**2 * s.S1 + 2 * s.t * (1 - s.t) * s.X
my_score = as_derivation(-(s.x - (1 - s.t) * s.m0 - s.t * s.m1) / S_t, of="score", law="gaussian", name="my_score")
