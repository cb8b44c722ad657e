"""Each document of the site, as finished Markdown and what stands around it."""
