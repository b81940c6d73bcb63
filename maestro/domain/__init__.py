"""Frozen values that every room shares. Nothing here touches the outside world."""
