"""What `driftproof_pytest` imports once it is asked: findings, and derivation files as tests."""
