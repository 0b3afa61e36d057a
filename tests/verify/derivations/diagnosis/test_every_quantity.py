"""No diagnosis crashes: every quantity of every law, of a wrong value, a number, a vector, a matrix, and of NaN."""

import pytest

from verify import as_derivation
from verify.derivations.diagnosis import diagnose, search
from verify.derivations.diagnosis.clocks import clocks
from verify.derivations.diagnosis.sampled import family, sample
from verify.derivations.diagnosis.wrong_pieces import changes
from verify.derivations.quantities import QUANTITIES

PAIRS = [(q.name, law) for q in QUANTITIES.values() for law in q.of]
ONE_OF_EACH = {(family(QUANTITIES[of]), law): (of, law) for of, law in PAIRS}.values()
WRONG = {
    "larger": lambda right, law, t, x: 3 * right(law, t, x) / 2 + t,
    "number": lambda right, law, t, x: 2 + t,
    "vector": lambda right, law, t, x: x + t,
    "matrix": lambda right, law, t, x: 0 * x[:, :, None] + law.ar.eye(x.shape[-1]) * (2 + t),
    "nan": lambda right, law, t, x: right(law, t, x) * law.ar.log(law.ar.array(-1)),
}


def stated(of, law, wrong):
    right = QUANTITIES[of].of[law]
    return as_derivation(lambda law, t, x: WRONG[wrong](right, law, t, x), of, law)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("of", "law"), ONE_OF_EACH)
def test_a_diagnosis_without_time_says_something_or_nothing(of, law, wrong):
    found = diagnose(stated(of, law, wrong), 0, 0.0)
    assert found is None or found.words


@pytest.mark.parametrize(("of", "law"), ONE_OF_EACH)
def test_every_change_can_be_tried_on_values_of_every_shape(of, law):
    d = stated(of, law, "larger")
    s = sample(d, 0)
    assert s is not None
    for change in (*changes(law), *clocks()):
        assert all(c.cost >= change.cost for c in search._fits(d, s, change, range(1, 2)))
