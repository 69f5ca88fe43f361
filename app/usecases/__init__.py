"""What a user can do: one module per act, for window and command line alike."""
