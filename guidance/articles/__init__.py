"""Articles in five sections, and the few pages about the site itself."""
