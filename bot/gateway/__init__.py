"""Between Telegram and the database: nothing that came is lost, nothing goes out unrecorded."""
