"""From a Derivation to an Answer: exact cases, what was seen at each, a proof by symbols, words."""
