"""The parts of the documentation that are made from the program: `python -m scripts.pages` writes them again.

Owns what stands between `<!-- made: NAME -->` and `<!-- end -->`. Refuses to touch any other line.
"""
