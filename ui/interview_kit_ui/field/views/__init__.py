"""What the instances of a repeat are drawn as, beside their questions."""
