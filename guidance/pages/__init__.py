"""The page store: a page is made once and is a file from then on, until anything readers see has changed."""
