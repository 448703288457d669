"""The parser: text in, values out. Pure: no Django, no files, no clock."""
