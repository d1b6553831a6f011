"""The lint: what a protocol that can be conducted should still not do to a witness or to the evidence."""
