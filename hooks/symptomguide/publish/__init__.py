"""From documents to a folder of files: MkDocs, and what is read back from its work."""
