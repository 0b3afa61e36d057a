"""Slips planted into the closed forms of `analytic/`, and which claims notice them: `python -m tests.slips` (`make slips`)."""
