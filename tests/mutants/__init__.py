"""Mutants of all of `analytic/`, and which claim, suite or test sees each: `python -m tests.mutants` (`make mutants`)."""
