"""Updates that ask for reports: commands and taps."""
