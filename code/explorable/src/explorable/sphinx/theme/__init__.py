"""What edits the pages that a theme and other extensions write; each part is asked for."""
