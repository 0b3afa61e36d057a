"""`python -m verify.suites.spectra` writes what rivals of the first eigenvectors span."""

from verify.suites.common import measurement as measured
from verify.suites.spectra import rivals
from verify.suites.spectra.measurement import MEASUREMENTS

if __name__ == "__main__":
    rivals.write(rivals.record({m.model: measured.load(m) for m in MEASUREMENTS}, *rivals.training_images()))
    print(rivals.FILE)
