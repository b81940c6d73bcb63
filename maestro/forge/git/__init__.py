"""Git itself, the only door to pygit2: objects, references, diffs, merges. Pull requests are `local`'s business."""

from maestro.forge.git.initialise import initialise
from maestro.forge.git.objects import BOT_EMAIL, BOT_NAME
from maestro.forge.git.refs import StaleRefError
from maestro.forge.git.repository import GitRepository

__all__ = ["BOT_EMAIL", "BOT_NAME", "GitRepository", "StaleRefError", "initialise"]
