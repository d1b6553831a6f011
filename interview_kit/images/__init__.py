"""What pictures say beside what they show, and copies that no longer say it."""
