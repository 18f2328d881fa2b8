"""Who answers: roster, invitations, enrolment, language, and what a stranger is told."""
