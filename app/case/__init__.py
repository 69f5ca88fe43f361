"""What a family keeps: plain values, standard library only."""
