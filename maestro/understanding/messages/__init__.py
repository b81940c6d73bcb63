"""Whole messages: their sentences, several environments, what is taken back or put right, what is pasted."""
