"""Carries a layout over to a corrected source. Pure."""

from archive.carry.aligning import Alignment, align
from archive.carry.carrying import Carried, Lost, carry, keep_uids, tidy_article

__all__ = ["Alignment", "Carried", "Lost", "align", "carry", "keep_uids", "tidy_article"]
