"""What training does with the targets that `analytic` has in closed form.

Networks, data and presets in; weights with a card out (`train`, `model`). Flows of any torch field carry tangents and densities
(`flow`), Jacobians are probed (`probe`), and E[J J^T] is estimated with intervals (`dependence`). t = 0 is the source.
"""
