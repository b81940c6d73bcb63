"""The error tree. The class carries the exit code; the message says what was expected, found, and what to do.

MaestroError                 70  a bug of ours, when raised bare
├── UsageError                2  the call itself is wrong
│   ├── ConfigError           2  a configuration file or variable is wrong
│   └── UnreadableError       2  a file is missing, broken, too large, not what it should be
├── ViolationError            1  a schema, a policy or check-pr found something
├── BlockedError              3  the guard or the ledger said no
├── AuthError                 4  a credential is missing or was refused
├── ForgeError                5  the forge or the network failed
├── PendingError              8  a human must approve first
└── CancelledError          130  the user pressed Ctrl-C
"""

from typing import ClassVar


class MaestroError(Exception):
    """Root of all errors that Maestro raises on purpose.

    `path` names the field of the request or the file (with line) that is at fault, for machine output.
    """

    exit_code: ClassVar[int] = 70
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, path: str | None = None) -> None:
        """Keep the sentence for people and the place for machines."""
        super().__init__(message)
        self.message = message
        self.path = path


class UsageError(MaestroError):
    """The call is wrong: an unknown option, a missing argument, a name that does not exist."""

    exit_code = 2
    code = "usage"


class ConfigError(UsageError):
    """A configuration file, variable or factory manifest is wrong."""

    code = "config"


class UnreadableError(UsageError):
    """A file cannot be used: missing, not YAML, wrong encoding, too large."""

    code = "unreadable"


class ViolationError(MaestroError):
    """A request, a manifest or a branch breaks a schema or a policy."""

    exit_code = 1
    code = "violation"


class BlockedError(MaestroError):
    """The guard denied an action, or a budget does not cover it."""

    exit_code = 3
    code = "blocked"


class AuthError(MaestroError):
    """A credential is missing, expired or refused."""

    exit_code = 4
    code = "auth"


class ForgeError(MaestroError):
    """The forge, a remote or the network failed."""

    exit_code = 5
    code = "forge"


class PendingError(MaestroError):
    """A human must approve before this goes on."""

    exit_code = 8
    code = "pending"


class CancelledError(MaestroError):
    """The user interrupted the program."""

    exit_code = 130
    code = "interrupted"
