"""The page Overview: how things stand, what comes next, what deserves a look."""
