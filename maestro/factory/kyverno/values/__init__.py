"""How the engine's own world reads, compares and prints values: wildcards, quantities, durations, times, versions."""
