"""Forms of the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.models import Issue


class IssueFacts(forms.ModelForm):
    """What is known of an issue, as an editor corrects it. Saved through `editing.set_facts`, not by the form."""

    class Meta:
        model = Issue
        fields = [
            "paper",
            "date",
            "date_end",
            "edition",
            "label",
            "date_note",
            "date_from",
            "date_to",
            "total_issue",
            "total_issue_end",
            "pages_declared",
            "weekday",
            "lunar",
            "publisher",
        ]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("date", "date_end", "date_from", "date_to")
        }

    def validate_unique(self) -> None:
        """A taken date is no mistake: the page asks whether to merge or to make a second edition."""

    def validate_constraints(self) -> None:
        """The writer says it in words."""

    def facts(self) -> dict[str, Any]:
        """What changed, ready for `editing.set_facts`; a date the editor gave says so."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data}
        if "paper" in changed:
            changed["paper"] = changed["paper"].pk
        for name in ("label", "weekday", "lunar", "publisher"):
            if name in changed:
                changed[name] = changed[name] or None
        if "date" in changed:
            changed["date_source"] = Issue.DateSource.EDITOR if changed["date"] else None
        return changed


class StateForm(forms.Form):
    """Withdraw from the public, with the reason that the notice shows."""

    reason = forms.CharField(label=_("理由（读者会看到）"), max_length=300, required=False)
