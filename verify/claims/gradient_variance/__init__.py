"""Gradient Variance Reveals Failure Modes in Flow-Based Generative Models, and what follows from it."""
