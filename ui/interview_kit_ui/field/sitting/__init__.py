"""What happens at the table beside the answers: who is there, breaks, hard moments, a kind end."""
