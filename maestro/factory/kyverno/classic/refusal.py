"""Why a policy is not taken: what is wrong with it, and where."""


class Refusal(Exception):  # noqa: N818 - what is wrong with a policy, not with the engine
    """What a policy is refused for, and where."""

    def __init__(self, message: str, path: str = "") -> None:
        """Say it."""
        super().__init__(message)
        self.path = path
