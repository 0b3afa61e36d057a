"""A first derivation: is this formula the velocity?"""

# Flow matching moves points along x_t = (1 - t) x0 + t x1. Let both ends be Gaussian and independent. The velocity is the mean of
# x1 - x0 given x_t = x, and it has a closed form. Write yours as in a notebook: the names of the arguments say what they are.

import numpy as np

import driftproof


def velocity(t, x, mean0, cov0, mean1, cov1):
    S = (1 - t) ** 2 * cov0 + t**2 * cov1
    D = t * cov1 - (1 - t) * cov0
    return mean1 - mean0 + (x - (1 - t) * mean0 - t * mean1) @ np.linalg.inv(S) @ D


# Is it the velocity? The answer is decided on exact cases, the smallest first.

answer = driftproof.check(velocity, of="velocity", law="gaussian", assume="independent")
print(answer.verdict)
#: AGREES

# Points are rows here, so S^-1 stands before D. With the two exchanged the formula is right only where the covariances commute,
# and no test on isotropic Gaussians would show it. The answer names the smallest case that does, and the cause.


def exchanged(t, x, mean0, cov0, mean1, cov1):
    S = (1 - t) ** 2 * cov0 + t**2 * cov1
    D = t * cov1 - (1 - t) * cov0
    return mean1 - mean0 + (x - (1 - t) * mean0 - t * mean1) @ D @ np.linalg.inv(S)


answer = driftproof.check(exchanged, of="velocity", law="gaussian", assume="independent")
print(answer.verdict)
print("t =", answer.counterexample.t, "x =", answer.counterexample.x, answer.counterexample.parameters)
print("wrong order" in answer.diagnosis.words)
#: REFUTED
#: t = 1/2 x = (0, 0) d=2, mu_0=(0, 0), Sigma_0=((1, 0), (0, 2)), mu_1=(0, 1), Sigma_1=((2, 1), (1, 2))
#: True

# In a terminal the same is `driftproof check FILE`, where FILE states each formula with `@derivation("velocity", law="gaussian",
# assume="independent")` before its function. In a notebook `answer` alone shows the whole.
