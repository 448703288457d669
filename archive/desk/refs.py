"""Names of pieces in forms, and where they stand."""

from archive.layout import block_order

Ref = tuple[str, int]


def key_of(ref: Ref) -> str:
    """A piece's name in forms: `1:23@0`."""
    return f"{ref[0]}@{ref[1]}"


def ref_of(key: str) -> Ref:
    """The piece that a name in a form means. Raises ValueError for what is no name of a piece."""
    block, _, start = key.rpartition("@")
    block_order(block)
    return block, int(start)


def line_of(block: str) -> int:
    """The number of a block's line in its file, from 1."""
    return block_order(block)[1]
