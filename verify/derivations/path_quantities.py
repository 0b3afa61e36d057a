"""The quantities of the path alone: the scales of data and noise, in the letters of diffusion models, and what is made of them."""

from dataclasses import replace

from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity

_ALL = (
    Quantity("alpha", "the scale of the data: b of x_t = a x0 + b x1", "()", by.on_paths(lambda ar, a, b, da, db: b)),
    Quantity("sigma", "the scale of the source: a of x_t = a x0 + b x1", "()", by.on_paths(lambda ar, a, b, da, db: a)),
    Quantity("alpha_rate", "d alpha/dt, in their time", "()", by.on_paths(lambda ar, a, b, da, db: db), rate=RATE),
    Quantity("sigma_rate", "d sigma/dt, in their time", "()", by.on_paths(lambda ar, a, b, da, db: da), rate=RATE),
    Quantity("snr", "alpha^2/sigma^2", "()", by.on_paths(lambda ar, a, b, da, db: b * b / (a * a))),
    Quantity(
        "beta",
        "-2 (d alpha/dt)/alpha: the rate of a variance preserving process dx = -beta/2 x dt + sqrt(beta) dW",
        "()",
        by.on_paths(lambda ar, a, b, da, db: -2 * db / b),
        rate=RATE,
    ),
    Quantity("log_snr", "log(alpha^2/sigma^2)", "()", by.on_paths(lambda ar, a, b, da, db: 2 * (ar.log(b) - ar.log(a)))),
)
QUANTITIES = tuple(replace(q, lawless=True) for q in _ALL)
