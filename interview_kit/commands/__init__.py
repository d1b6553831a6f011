"""The commands of ``interview-kit``, one file for each group."""
