"""Takes credentials out of a text before it is logged, kept, sent to a model or shown in an error."""

from maestro.guard.scan import masked, scan


def redact(text: str) -> str:
    """`text` with each credential as `[redacted:KIND]`; a text without any comes back as it is."""
    scanned = scan(text, eager=True)
    return masked(scanned) if scanned.hits else text
