"""What the index says: to the person, to the head of an office, to coordinators."""
