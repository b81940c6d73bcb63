"""The functions that expressions call, by family: each module ends in a tuple of overloads."""
