"""The reading room: what public pages show beside the articles themselves."""
