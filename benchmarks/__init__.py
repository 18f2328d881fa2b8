"""Side-by-side measurements; each is a module to run: python -m benchmarks.answers."""
