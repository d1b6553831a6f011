"""The screen of Interview Kit: PySide6 widgets over the headless core."""
