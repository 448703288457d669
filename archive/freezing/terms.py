"""Text to the terms of the frozen search; `static/frozen.js` does the same with what a reader types.

A run of Han characters gives every pair of neighbours, keyed by the first; the last character of a run stands alone.
Letters and digits give whole words. So one character is found as the first of its pairs, and a longer word by the
pairs it is made of, proved against the text before it is shown.
"""

import re
import unicodedata

import numpy as np
import numpy.typing as npt

# keep in step with the same expressions in static/frozen.js
HAN_RANGES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
WORD = re.compile(r"[0-9a-z\u00c0-\u024f]+")
ARTICLE_BITS = 22  # 4 million articles
Keys = npt.NDArray[np.uint64]


def fold(text: str) -> str:
    """Full-width to half-width, capitals to small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def words(folded: str) -> set[str]:
    return set(WORD.findall(folded))


def pairs(folded: str, article: int) -> Keys:
    """first character (21 bits), next character or 0 (21 bits), article number: one number each, sorted, once."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    han = np.zeros(len(codes), np.bool_)
    for low, high in HAN_RANGES:
        han |= (codes >= low) & (codes <= high)
    after = np.zeros_like(codes)
    after[:-1] = np.where(han[1:], codes[1:], 0)
    found = (codes << np.uint64(21) | after)[han]
    return np.unique(found << np.uint64(ARTICLE_BITS) | np.uint64(article))
