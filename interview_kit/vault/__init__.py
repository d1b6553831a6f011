"""The workspace on disk: header and key slots, SQLCipher, stored journal, side files."""
