"""Letters that ask a hospital for copies of records."""
