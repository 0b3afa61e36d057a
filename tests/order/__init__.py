"""The order of tests is nobody's business: a plugin that shuffles them, and sessions under it."""
