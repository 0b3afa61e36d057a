"""One thread a process, unless the user says otherwise: the matrices are small, and threads that wait for each other are slow."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
