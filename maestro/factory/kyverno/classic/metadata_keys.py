"""Wildcards in the keys of labels and annotations of a pattern: each stands for one key that the resource has."""

from typing import Any

from maestro.factory.kyverno.classic.anchors import parse_anchor
from maestro.factory.kyverno.values import wildcard


def _anchored_key(document: Any, key: str) -> str | None:
    """The key as the pattern writes it, with its anchor."""
    if not isinstance(document, dict):
        return None
    if key in document:
        return key
    return next((text for text in document if (anchor := parse_anchor(text)) and anchor[1] == key), None)


def needs_expansion(pattern: dict[str, Any]) -> bool:
    """Whether labels or annotations of the pattern have wildcards in their keys (or values that are no text)."""
    metadata = _anchored_key(pattern, "metadata")
    for tag in ("labels", "annotations"):
        block = pattern[metadata] if metadata else None
        name = _anchored_key(block, tag)
        entries = block[name] if block and name else None
        if isinstance(entries, dict) and any(
            wildcard.has_wildcard(key) or not isinstance(value, str) for key, value in entries.items()
        ):
            return True
    return False


def expand_metadata(pattern: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    """The pattern with wildcard keys of labels and annotations replaced by the resource's keys."""
    metadata = _anchored_key(pattern, "metadata")
    found = resource.get("metadata")
    if metadata is None or not isinstance(found, dict):
        return pattern
    block = dict(pattern[metadata])
    for tag in ("labels", "annotations"):
        name = _anchored_key(block, tag)
        entries, labels = (block[name] if name else None), found.get(tag)
        if name and isinstance(entries, dict) and isinstance(labels, dict):
            texts = [key for key, value in labels.items() if isinstance(value, str)]
            block[name] = {_expand(key, texts): value for key, value in entries.items() if isinstance(value, str)}
    return {**pattern, metadata: block}


def _expand(key: str, found: list[str]) -> str:
    if not wildcard.has_wildcard(key):
        return key
    anchor = parse_anchor(key)
    inner = anchor[1] if anchor else key
    name = next((text for text in found if wildcard.matches(inner, text)), inner)
    return f"{anchor[0].value}({name})" if anchor else name
