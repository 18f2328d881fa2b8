"""Charts as PNG, from values: what a person sees of an index on a phone."""
