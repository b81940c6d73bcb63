"""Classic policies: ClusterPolicy and Policy."""
