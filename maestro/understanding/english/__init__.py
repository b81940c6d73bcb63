"""English alone, whatever the factory: words and their places, numbers, days, quotations, slips of the pen."""
