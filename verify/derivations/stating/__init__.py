"""What a user hands in becomes a Derivation: a function, an expression, a trained module, a file of them."""
