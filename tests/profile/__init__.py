"""Where the seconds of computing go: of `pytest verify/`, of the tests, of one answer. (`make profile`)"""
