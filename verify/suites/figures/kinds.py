"""What a row of Fig. 2 is, and of which field."""

from enum import StrEnum


class Kind(StrEnum):
    FIELD = "field"
    FAR = "distance of the means from those of panel 1"
    OFF = "published formula less drift, same mixture, of the drift"
    IDENTITY = "E[x1 | x_t] - m0 less x - m0 + (1 - t) v"
    DRIFT = "near miss: E[x1 | x_t] - m0 less v"


class Drawn(StrEnum):
    RIGHT = "Eq. (3), one mixture"
    PUBLISHED = "as the published script draws it"
