"""Suites: tables of numbers as plain rows (lists of dicts, ready for JSON), computed here and rendered by verify/report."""
