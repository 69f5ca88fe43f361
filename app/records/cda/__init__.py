"""CDA documents: C-CDA of any release, C32, and unstructured ones with a document inside.

Entries are told by their template where a known one stands, else by the section they stand in.
"""
