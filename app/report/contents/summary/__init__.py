"""The appointment summary: one side as a hard limit, a second on request, or large print."""

from app.report.contents.summary.summary import summary_outline

__all__ = ["summary_outline"]
