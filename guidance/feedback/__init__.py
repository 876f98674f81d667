"""What readers report, without anything about the reader, and the editors' inbox for it."""
