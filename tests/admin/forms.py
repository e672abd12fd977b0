"""What the admin's forms send."""

from typing import Any

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from roles.models import Role, Skill


def url(model: Any, view: str, *args: Any) -> str:
    """The address of a view of a snippet's list."""
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def skill_form(skill: Skill, **typed: Any) -> dict[str, Any]:
    """The form of a skill, with what an editor has typed."""
    names = ("name", "slug", "kind", "summary", "evidence", "learn_by", "sfia")
    return {name: getattr(skill, name) for name in names} | typed


def role_form(role: Role, *, skills: int = 5, **typed: Any) -> dict[str, Any]:
    """The form of a stored role, with its first `skills` skills and what an editor has typed."""
    lines = ("also_called", "owns", "does_not_own", "artifacts", "judged_by", "first_ninety_days")
    names = (
        "title",
        "slug",
        "tagline",
        "day",
        "seniority_note",
        "usual_from",
        "usual_to",
        "interview_signal",
        "version",
    )
    levels = [f"seniority_{level}" for level in ("junior", "mid", "senior", "staff")]
    phases = [{"id": row.pk, "phase": row.phase_id} for row in role.phases.all()]
    rows = [{"id": row.pk, "skill": row.skill_id, "why": row.why} for row in role.skills.all()]
    kept = rows[:skills] + [{**row, "DELETE": "on"} for row in rows[skills:]]
    return nested_form_data(
        {
            **{name: getattr(role, name) for name in (*names, *levels)},
            **{name: "\n".join(getattr(role, name)) for name in lines},
            "lifecycle": role.lifecycle_id,
            "changed": streamfield([]),
            "sources": streamfield([]),
            "phases": inline_formset(phases, initial=len(phases)),
            "skills": inline_formset(kept, initial=len(rows)),
            **typed,
        }
    )


def streamfield_of(blocks: list[tuple[str, dict[str, Any]]]) -> Any:
    """The part of a form that is a stream with these blocks, each with its values as they are typed."""
    return streamfield([(name, nested_form_data(values)) for name, values in blocks])


def page_form(page: Any, **typed: Any) -> dict[str, Any]:
    """The form of a list page, with what an editor has typed."""
    return {"title": page.title, "slug": page.slug, "standfirst": page.standfirst} | typed
