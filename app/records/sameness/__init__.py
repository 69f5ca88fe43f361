"""When two entries are the same, nearly the same, or contradict each other: by content only.

The ids of the sources never count: the same file again, a new export of it, or the record of
another hospital with the same content must add nothing twice.
"""
