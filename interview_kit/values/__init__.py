"""What an answer can be: fuzzy dates, places, missing values."""
