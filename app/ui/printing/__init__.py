"""The page Print: what to print, and a live preview of the very PDF."""
