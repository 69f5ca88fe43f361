"""The review sheet: criteria for the doctor to tick, and what comes home."""
