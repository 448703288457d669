"""Pages of the admin beside Django's own: the boundary editor, history, the review queue, upload, bulk work."""
