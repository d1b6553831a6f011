"""The map: outlines of countries and provinces, and what is drawn on them; no screen, no database."""
