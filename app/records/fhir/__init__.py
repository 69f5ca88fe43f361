"""FHIR of any version (DSTU2, STU3, R4, R5), read resource by resource as plain dictionaries.

A field may be missing, or hold one thing where another version holds a list; nothing is trusted to
have the right shape.
"""
