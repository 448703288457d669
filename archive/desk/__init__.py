"""The editors' room: the screen of the boundary editor, its words and keys, history, review queue, bulk work."""
