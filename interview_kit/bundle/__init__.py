"""What travels: the manifest, sealing, opening, exporting."""
