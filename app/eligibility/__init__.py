"""Criteria: text to criteria, criteria to requirements, requirements against the case."""
