"""The command line: one module per group of commands."""
def main() -> None:
    raise SystemExit("not yet")
