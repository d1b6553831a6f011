"""Reading back: what was recorded, large and in the witness's language, before they say that it is right."""
