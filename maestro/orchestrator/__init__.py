"""Sees a handoff through: task order, store of runs, guarded steps, the queue."""
