"""The appointment summary: one side as a hard limit, a second on request, or large print."""
