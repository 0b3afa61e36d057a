"""What `driftproof.pytest_plugin` imports once it is asked: findings, and derivation files as tests."""
