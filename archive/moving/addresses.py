"""Where old addresses of a moved page lead."""

from collections.abc import Mapping

from archive.models import FormerAddress, Issue, State


def page_addresses(issue: Issue) -> dict[str, str]:
    return {label: issue.page_url(label) for label in issue.pages.values_list("label", flat=True)}


def redirect_pages(issue: Issue, target: Issue, addresses: Mapping[str, str], labels: Mapping[str, str | None]) -> None:
    """Pages that are no more in the old issue lead to where they went."""
    here = set(issue.pages.values_list("label", flat=True)) if issue.state != State.RETIRED else set()
    for label, path in addresses.items():
        if label not in here:
            new = {"issue": target, "page": labels.get(label) or label}
            FormerAddress.objects.update_or_create(path=path, defaults=new)
    live = [target.get_absolute_url(), *page_addresses(target).values()]
    FormerAddress.objects.filter(path__in=live).delete()
