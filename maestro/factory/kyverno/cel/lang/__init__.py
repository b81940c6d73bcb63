"""The Common Expression Language itself: text -> tree -> checked tree -> closures.

Knows no Kubernetes and no policy: functions and types come from an `Environment` that others fill.
"""
