"""One step of the schema a module."""
