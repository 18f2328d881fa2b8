"""Publishing and listing questionnaires."""
