"""What can go wrong in a query. Whoever evaluates a rule turns both into results; neither leaves the engine."""


class QueryError(Exception):
    """The query cannot be parsed, or a function refuses its arguments."""


class NotFoundError(QueryError):
    """A key is missing in a map on the way; many operators turn this into null."""

    def __init__(self, key: str) -> None:
        """Name the key."""
        super().__init__(f'Unknown key "{key}" in path')
        self.key = key
