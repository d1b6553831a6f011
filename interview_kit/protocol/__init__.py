"""What is asked: the protocol model, its expressions, and the library of protocols."""
