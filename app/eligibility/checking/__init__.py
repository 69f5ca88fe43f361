"""Requirements against the case: one module per family of criteria, the logic that joins them."""
