"""Runs that are killed, find the disk full or read-only, or meet another run in their folder: what is left, and what goes on."""
