"""Probing a trained flow: its Jacobian beside the exact one."""

# A small network was trained on a mixture in the plane whose velocity and Jacobian have closed forms. Both come with the library;
# the card beside the weights says what it was trained on, for how long, and how far it is from the exact velocity.

import torch

from analytic import arithmetic, mixture
from learned import model, probe

trained = model.load("mixture-2d", dtype=torch.float64)
law = trained.data_law().law(arithmetic.torch())
print(trained.card["about"])
#: N(0, I) to three Gaussians of different weights and shapes in the plane

# Forward mode differentiates what the network computes. The Jacobian of the law is Eq. (4) of Causality-Delta. How far are the two
# apart at t = 4/5, on points of the law, in units of the exact one; and how far the velocities?

t = torch.as_tensor(0.8, dtype=torch.float64)
generator = torch.Generator().manual_seed(0)
x0 = torch.randn(500, 2, dtype=torch.float64, generator=generator)
x = 0.2 * x0 + 0.8 * trained.data_law().sample(500, generator)


def apart(found, exact):
    return float(((found - exact) ** 2).mean().sqrt() / (exact**2).mean().sqrt())


of_velocity = apart(trained.velocity(x, t), mixture.drift(law, t, x))
of_jacobian = apart(probe.jacobian(lambda x: trained.velocity(x, t), x), mixture.jacobian(law, t, x))
print(of_velocity < 0.05, of_jacobian < 0.05)
#: True False

# A small loss is a statement about values, not about derivatives. The velocity is right to a few per cent, its Jacobian more than
# twice as far off: who reads dependencies off a trained Jacobian should print this number beside them.

print(of_jacobian > 2 * of_velocity)
#: True
