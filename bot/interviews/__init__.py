"""The interview in chat: consent, the live card, answers, review, submission, export."""
