"""Go's notations in Python: kinds and printing of values, YAML, JSON and TOML as Go's libraries read and write them."""
