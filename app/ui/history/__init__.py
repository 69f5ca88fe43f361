"""The page Treatment history: the course in lanes, and the same entries as a table."""
