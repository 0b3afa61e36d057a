# Physical-Intelligence/real-time-chunking-kinetix#4: r^2 = (1 - t)^2/((1 - t)^2 + t^2) where time is reversed
from verify import derivation

CAUSES = {"wrong": "the factor (1 - t)^2/t^2 does not belong there"}


@derivation("pigdm_guess", convention="noise at 1")
def right(t):
    return t**2 / (t**2 + (1 - t) ** 2)


@derivation("pigdm_guess", convention="noise at 1")
def wrong(t):
    return (1 - t) ** 2 / (t**2 + (1 - t) ** 2)
