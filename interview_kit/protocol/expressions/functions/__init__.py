"""The functions an expression may call, by subject."""
