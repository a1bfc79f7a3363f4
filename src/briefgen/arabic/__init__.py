"""Text rules for Arabic: normal forms, digits, direction, dates, collation, terminals, hygiene."""
