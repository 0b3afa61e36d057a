"""Auditing a paper: what it prints, what is recomputed, what is false and how it is repaired."""

# Every statement of the three papers is a claim with an id. A claim says its sentence, its source, and the formula that is judged.

import driftproof

claim = driftproof.catalogue()["CD-4.9"]
print(claim.says)
print(claim.expect)
#: Where one responsibility is close to one the field is affine: its Jacobian is within C (1 - gamma_k) of A_k, for some C.
#: REFUTED

# Is it false as printed, or only read so? `words` quotes the paper, `standing` says which.

print(claim.standing)
#: if read so

# The records are made anew, of each kind of evidence in each regime: of the claim as stated, and of its repair. The refuted one
# has a witness: here the order in h at which the two sides part.

records = [record for test in claim.tests for record in driftproof.run(claim, test)]
for record in records:
    print(record.role, record.evidence, record.outcome)
print(records[0].witness)
#: claim order REFUTED
#: repair order HOLDS
#: h -> 0, entry [0], h = 2^-40: it grows as h^-1.0000; claimed h^1.0000 or faster

# What holds instead is a claim of its own, with near misses that its evidence must refute.

amended = driftproof.catalogue()[claim.amended]
records = [record for test in amended.tests for record in driftproof.run(amended, test)]
print(amended.id, driftproof.verdict(amended, records)[0], len(amended.near_misses) > 0)
#: CD-4.9a HOLDS True

# In a terminal: `driftproof audit CD` sets the statements and numbers of the paper beside what is recomputed, `driftproof show
# CD-4.9` one claim with its evidence, `driftproof verify CD-4.9` decides it anew.
