"""`python -m benchmarks.edits N`: N edits through the one writer, at an editor's pace, and how long each took."""

import os
import random
import statistics
import sys
import time


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from archive import editing
    from archive.models import Issue

    rng, count, times = random.Random(5), int(sys.argv[1]), []
    ids = list(Issue.objects.public().values_list("pk", flat=True)[:500])
    while len(times) < count:
        issue = Issue.objects.get(pk=rng.choice(ids))
        body = [p for a in editing.layout_of(issue).articles for p in a.pieces if p.role == "body"]
        if not body:
            continue
        piece = rng.choice(body)
        began = time.perf_counter()
        editing.apply(issue.pk, issue.revision, "role", {"pieces": [[piece.block, piece.start]], "role": "summary"})
        times.append(time.perf_counter() - began)
        time.sleep(0.2)
    times.sort()
    print(f"  {count} edits: median {statistics.median(times) * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
