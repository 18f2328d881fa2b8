"""The questionnaires that Pandu brings along, as Markdown XLSForms."""

from pathlib import Path

COMPETENCY = Path(__file__).parent / "kompetensi.md"
