"""Entries of lists and of maps: which they are, what each has, what they are called."""
