"""Template tags that draw an entry as its page does, from what an editor has typed so far; and one that compares."""

from typing import Any

from django import template

from core.crossings import Shown
from core.links import Destination, doors
from roles import queries
from roles.explorer import Explorer, panel_of
from roles.models import Lens, Lifecycle, Phase, Role, Skill

register = template.Library()


@register.filter
def besides(places: list[Destination], groups: list[Shown]) -> list[Destination]:
    """Those of `places` that `groups` do not show already."""
    shown = {place for group in groups for place, _ in group.uses}
    return [place for place in places if place not in shown]


@register.filter
def opening(explorer: Explorer | None, slug: str) -> str:
    """The address at which `explorer` has a role open; without an explorer, the role's own page, as a link by name."""
    return explorer.at(role=slug) if explorer else f"role:{slug}"


@register.filter
def coming_from(explorer: Explorer, slug: str) -> str:
    """The address at which `explorer` shows what becomes of a role of today."""
    return explorer.at(start=slug, role="")


@register.inclusion_tag("roles/components/role_page.html", takes_context=True)
def role_page(context: template.Context, role: Role) -> dict[str, Any]:
    """The whole role."""
    return {**queries.role_context(role, [row.phase_id for row in role.phases.all()]), "request": context["request"]}


@register.inclusion_tag("roles/components/panel.html", takes_context=True)
def role_panel(context: template.Context, role: Role) -> dict[str, Any]:
    """The role as it stands open in the explorer."""
    return {"panel": panel_of(role), "request": context["request"]}


@register.inclusion_tag("roles/components/skill_page.html", takes_context=True)
def skill_page(context: template.Context, skill: Skill) -> dict[str, Any]:
    """The whole skill."""
    return {**queries.skill_context(skill, context["request"]), "request": context["request"]}


@register.inclusion_tag("roles/components/lens_page.html", takes_context=True)
def lens_page(context: template.Context, lens: Lens) -> dict[str, Any]:
    """The whole lens."""
    request = context["request"]
    return {**queries.lens_context(lens, request, [row.role_id for row in lens.roles.all()]), "request": request}


@register.inclusion_tag("roles/components/lifecycle.html", takes_context=True)
def lifecycle(context: template.Context, shown: Lifecycle) -> dict[str, Any]:
    """The lifecycle with its phases and their roles."""
    return {"one": queries.roles_of(shown), "request": context["request"]}


@register.inclusion_tag("roles/components/phase.html", takes_context=True)
def phase(context: template.Context, shown: Phase) -> dict[str, Any]:
    """The phase with its roles."""
    return {"phase": queries.roles_in(shown), "request": context["request"]}


@register.simple_tag(takes_context=True)
def compare_url(context: template.Context, first: str, second: str) -> str:
    """Where two roles, by slug, stand side by side; empty unless both are live and an explorer shows them."""
    open_doors = doors(getattr(context, "request", None) or context["request"])
    explorer = open_doors.get("explorer:")
    both = first != second and open_doors.get(f"role:{first}") and open_doors.get(f"role:{second}")
    return f"{explorer.path}compare/{first}/{second}/" if explorer and both else ""
