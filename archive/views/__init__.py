"""What readers see: one module a kind of page. Each view finds, asks and renders."""
