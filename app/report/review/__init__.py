"""The review sheet: criteria for the doctor to tick, and what comes home."""

from app.report.outline import describe_forms

__all__ = ["describe_forms"]
