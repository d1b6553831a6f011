"""Care of the open workspace: the ways into it, its recovery sheet, backups, and whether it is whole."""
