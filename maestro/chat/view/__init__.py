"""The looks of all that a conversation prints: Rich renders, nothing here decides. Rich loads with its first use."""
