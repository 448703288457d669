"""Fresh uids for a whole run: checked by the hundred, not one by one."""

from dataclasses import dataclass, field

from archive.models import Article, Issue
from archive.uids import new_uid

BATCH = 256


@dataclass(slots=True)
class FreshUids:
    """Each call gives a uid that no issue and no article ever had."""

    left: list[str] = field(default_factory=list)

    def __call__(self) -> str:
        while not self.left:
            offers = [new_uid() for _ in range(BATCH)]
            used = set(Article.objects.filter(uid__in=offers).values_list("uid", flat=True))
            used |= set(Issue.objects.filter(uid__in=offers).values_list("uid", flat=True))
            self.left = [uid for uid in dict.fromkeys(offers) if uid not in used]
        return self.left.pop()
