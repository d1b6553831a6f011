"""The interviewer's screens."""
