"""Before a case is open: the welcome window and the dialog for a new case."""
