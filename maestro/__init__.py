"""Maestro: the conversational front end of a Tenant Factory."""

__version__ = "0.1.0"
