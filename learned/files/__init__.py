"""What every file that we write goes through, and which versions wrote it. Light: no torch, no NumPy."""
