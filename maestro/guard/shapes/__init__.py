"""The credential formats that the guard and the redaction know, in order: where two overlap, the earlier one wins."""

from maestro.guard.shapes.base import Certainty, Shape
from maestro.guard.shapes.clouds import CLOUDS
from maestro.guard.shapes.forges import FORGES
from maestro.guard.shapes.keys import CONTEXTS, EAGER, PRIVATE_KEYS
from maestro.guard.shapes.services import MESSAGES, MODELS, SERVICES

SHAPES: tuple[Shape, ...] = (*FORGES, *CLOUDS, *MODELS, *MESSAGES, *SERVICES, *PRIVATE_KEYS, *CONTEXTS)

__all__ = ["EAGER", "SHAPES", "Certainty", "Shape"]
