"""Records that cannot all be right; each becomes a question, none is decided here."""

from app.case.facts.conflicts.all_of_them import conflicts

__all__ = ["conflicts"]
