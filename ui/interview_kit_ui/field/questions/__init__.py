"""What takes an answer: one file for each kind, and the card that holds it."""
