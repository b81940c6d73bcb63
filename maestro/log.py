"""Sets up logging: quiet on standard error by default, or everything into a file of MAESTRO_HOME.

No record leaves with a credential in it: message, arguments and traceback are redacted together, after formatting.
"""

import logging
import sys
from pathlib import Path

from maestro.domain.errors import ConfigError
from maestro.guard.redact import redact

ROOT = "maestro"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_VENDORS = ("celery", "kombu", "LiteLLM", "litellm", "httpx", "httpcore", "openai", "github", "urllib3", "asyncio")
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)), "?")


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then takes credentials and terminal control characters out of the whole text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with its traceback where it has one; never the text that an exception cached elsewhere."""
        record.exc_text = None  # another formatter's cache is not redacted
        text = redact(super().format(record)).translate(_UNPRINTABLE)
        record.exc_text = None
        return text


def set_up(verbose: int = 0, file: Path | None = None) -> None:
    """Warnings (verbose 0), information (1) or everything (2) to standard error, or to `file` with mode 0600.

    A second call replaces what the first one set up; handlers of others are left alone.
    """
    handler = logging.StreamHandler(sys.stderr) if file is None else _file_handler(file)
    handler.set_name(ROOT)
    handler.setFormatter(RedactingFormatter(_FORMAT))
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.get_name() == ROOT]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(ROOT).setLevel((logging.WARNING, logging.INFO, logging.DEBUG)[max(0, min(verbose, 2))])
    # Vendors log requests with their headers: only what is wrong is kept, in the deepest mode too.
    for name in _VENDORS:
        logging.getLogger(name).setLevel(logging.WARNING if verbose > 1 else logging.ERROR)


def _file_handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        return logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigError(
            f"expected a file that can be written at {file}, found: {error.strerror}. Name another log file.",
            path=str(file),
        ) from error
