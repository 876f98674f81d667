"""The rights lookup: what is happening and who lent it, to a verdict, its ground and the next step."""
