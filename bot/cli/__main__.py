"""`python -m bot.cli` is `pandu`."""

from bot.cli import main

if __name__ == "__main__":
    main()
