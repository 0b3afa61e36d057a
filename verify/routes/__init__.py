"""Other routes to the same numbers: none shares text with the closed forms of `analytic/` that it is set beside, save one.

`flow_enclosures.by_differences` integrates over the source, not the data, by the flow map and the rule of `analytic/`.

conditional         E[. | x_t = x] by one linear system for the most likely ends; on a sphere by quadrature
line_moments        E[(x1 - x0)^p | x_t = x] on a line, by quadrature of its definition
time_integrals      integrals over time, certified
polynomial_means    means of polynomials of normal and of sign vectors, exact
quantiles           masses and quantiles on a line, and of the cells of a transport
linear_ode          M' = B(t) M by Taylor steps, certified
flow_enclosures     moments of the slope of a flow map, certified, and by differences
displacement_costs  convex costs of displacements
best_pairings       what the best pairing of two batches costs
draws               draws of a law at a time
normal_tail         how far a Gaussian integral must reach
"""
