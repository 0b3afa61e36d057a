"""Table 4 of a mixture of your own."""

# Table 4 of Causality-Delta asks how far three things lie from the Jacobian of the drift: finite differences, the Jacobian with the
# component held (the intervention), and the blend of these by the responsibilities. For a mixture all of them have closed forms.

from fractions import Fraction as F

import driftproof

mixture = {
    "weights": [F(1, 3), F(2, 3)],
    "means": [[2, 0], [-1, 1]],
    "covs": [[[1, 0], [0, F(1, 4)]], [[F(1, 2), 0], [0, F(1, 2)]]],
}
table = driftproof.table4(mixture, times=[F(1, 4), F(1, 2), F(3, 4)], points=20, seed=0, name="mine")


def column(name, drift="right drift"):
    return [row for row in table.rows if row["formula"] == drift and row["column"] == name]


print([(row["t"], round(row["value"], 2)) for row in column("blend")])
#: [(0.25, 1.03), (0.5, 1.65), (0.75, 0.57)]

# Differences agree with Eq. (4) up to what rounding and truncation explain, the noise floor that stands beside each number. The
# blend does not agree, and not because it is badly computed: it lacks the term in which the responsibilities change.

print(all(row["value"] <= row["bound"] for row in column("numerical, resolved")))
print(all(row["value"] > 1e6 * row["bound"] for row in column("blend")))
#: True
#: True

# In a notebook `table` shows itself. `print(table.text("latex"))` is a table for a paper, `table.figure("mine.svg")` draws
# the curves. In a terminal: `driftproof table4 mine.toml --times 1/4,1/2,3/4`.
