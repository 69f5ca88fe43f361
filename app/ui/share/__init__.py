"""Records that are asked for, and copies that are given away."""
