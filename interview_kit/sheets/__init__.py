"""Sheets to print, as PDF. The library behind them takes a second to import."""
