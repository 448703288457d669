"""A small backup of every tagged version; `python -m tests.upgrades` adds that of the present one (before its tag)."""
