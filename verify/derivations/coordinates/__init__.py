"""The coordinates in which people write: their time, their scale of x, their path, by name or of their own."""
