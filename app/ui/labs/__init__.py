"""The page Labs and tests: the list of tests, one of them over time, every other kind of test."""
