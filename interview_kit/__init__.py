"""Interview Kit: the headless core. It never imports Qt; the desktop program in ``ui/`` is a face on it."""

__version__ = "0.1.0"
