"""Messages as replies to what was asked or shown: a value, a choice, a name, a question in return."""
