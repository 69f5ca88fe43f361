"""What the painted charts share: the days across, labels that give way, stepping by keys."""
