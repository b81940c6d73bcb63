"""PolicyGuard: judges an action before it happens."""
