"""The CEL policy kinds."""
