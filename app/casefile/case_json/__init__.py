"""Case JSON in and out, without losing a character."""
