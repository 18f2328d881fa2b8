"""Which SOP step answers this question."""
