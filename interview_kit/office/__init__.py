"""The office: intake, archive, identities, statistics."""
