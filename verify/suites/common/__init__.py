"""What several suites share: intervals and their judgement, difference quotients, long measurements, curves over a step."""
