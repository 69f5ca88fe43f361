"""A list and what was chosen from it: trials, pathways, appointments, documents."""
