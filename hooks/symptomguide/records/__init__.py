"""From the files in site-data to checked records."""
