"""JMESPath as Kyverno speaks it: compiled once to closures, a missing key is an error of its own kind."""
