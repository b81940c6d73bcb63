"""How fast Maestro is, as ratios of one run on one machine: `python -m benchmarks`.

Each section measures one thing and yields rows. Numbers of different machines say little; so each row stands
against something that was measured beside it, or against an aim.
"""
