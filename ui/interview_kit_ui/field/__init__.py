"""The interviewer's room: the list of interviews, conducting one, sealing it, and the office it goes to."""
