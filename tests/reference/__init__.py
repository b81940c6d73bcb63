"""The reference factory, as a factory: its files, and what the real tools make of them."""
