"""A program that lays out articles as newspaper pages and spoils them the way OCR does, with the right answer beside each page."""
