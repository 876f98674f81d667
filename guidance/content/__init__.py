"""How words are written in files and made safe to show."""
