"""Numbers: which field one is for, bounds, lengths of time, counts, the same for several."""
