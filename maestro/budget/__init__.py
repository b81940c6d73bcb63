"""The budget book: reserve, settle, release, in USD and tokens."""
