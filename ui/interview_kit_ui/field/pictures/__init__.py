"""Drawings, signatures, photographs and documents: made, brought in, looked at."""
