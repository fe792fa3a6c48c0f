"""What is mailed to whom, and what became of it."""
