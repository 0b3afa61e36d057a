"""How a derivation of your own is judged: read, compared, proved, shrunk and diagnosed. What you call is in `verify`."""
