"""A local Bot API in its own process: loopback only, honest limits, a log that judges the bot."""
