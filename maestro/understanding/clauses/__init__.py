"""What a single clause says of the request: parts, options, switches, places, names."""
