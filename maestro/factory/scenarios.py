"""Reads a factory's scenarios: `NN-name/` with request.yaml, and blueprint.yaml and README.md where they exist."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from maestro.domain.errors import ConfigError
from maestro.domain.form import Scenario
from maestro.factory import hints
from maestro.factory.fields import humanised

_LIMIT = 1 << 20  # bytes of one file
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
_ROOM = 160  # characters of a summary of several sentences
_MOST = 240  # characters of one sentence


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """All of them, by folder name. ConfigError names a file that cannot be read."""
    if not folder.is_dir():
        return ()
    found = sorted(p for p in folder.iterdir() if (p / "request.yaml").is_file())
    return tuple(_scenario(path) for path in found)


def _scenario(path: Path) -> Scenario:
    about = _read(path / "blueprint.yaml") if (path / "blueprint.yaml").is_file() else {}
    readme = _readme(path / "README.md")
    return Scenario(
        id=hints.text(about.get("id")) or path.name,
        title=hints.text(about.get("title")) or readme[0] or humanised(path.name.lstrip("0123456789-_")).title(),
        summary=hints.text(about.get("summary")) or readme[1],
        request=_read(path / "request.yaml"),
        contains=hints.words(about.get("contains")),
        tags=hints.words(about.get("tags")),
        signals=hints.words(about.get("signals")),
        not_for=hints.words(about.get("not_for")),
        utterances=hints.words(about.get("utterances")),
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _LIMIT:
            raise ConfigError(f"{path}: expected at most {_LIMIT} bytes", path=str(path))
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader, the C one where there is one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: expected YAML; {' '.join(str(error).split())[:200]}", path=str(path)) from error
    if not isinstance(document, dict):
        raise ConfigError(f"{path}: expected a mapping at its top", path=str(path))
    return document


def _readme(path: Path) -> tuple[str, str]:
    """First heading and the beginning of the first paragraph of a README; empty where there is none."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace")[:4000].splitlines()]
    except OSError:
        return "", ""
    heading = next((line.lstrip("# ") for line in lines if line.startswith("#")), "")
    prose = (line if not line.startswith(("#", "-", "*", "|", "`", ">")) else "" for line in lines)
    paragraphs = ("\n".join(prose)).strip().split("\n\n")
    return heading, _brief(" ".join(paragraphs[0].split()))


def _brief(paragraph: str) -> str:
    """As many whole sentences as a menu has room for; of a first one that is too long, the clauses that fit."""
    brief, *others = _SENTENCE.split(paragraph)
    if len(brief) > _MOST:
        clause = max(brief[:_MOST].rfind(mark) for mark in (", ", "; ", ": ", " - ", " – "))
        return f"{brief[:clause]}." if clause > 0 else f"{brief[:_MOST].rpartition(' ')[0]} ..."
    for sentence in others:
        if len(brief) + len(sentence) >= _ROOM:
            break
        brief = f"{brief} {sentence}"
    return brief
