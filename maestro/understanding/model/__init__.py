"""A model beside the rules: what it is told, what it may say, and what of that is believed."""
