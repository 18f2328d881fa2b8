"""SOPs in chat: the step that answers a question, checklists, and the questions that wait."""
