"""How numbers, tables, figures and formulas look. It knows no claim, no suite and no report."""
