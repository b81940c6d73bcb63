"""What words mean for a factory: its own phrases, what an option is about, which starting point fits, a clause."""
