"""The groups of people who work in the admin, and what each may do: the least that its work needs.

An Editor writes, previews and publishes, or hands in for review. A Reviewer reads what is handed in, approves it or
sends it back, and can lock it. Who is a superuser runs the site.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
)
from wagtail.snippets.models import get_snippet_models

from core.models import Entry

EDITOR = "Editor"
REVIEWER = "Reviewer"
REVIEW = "Review"
# What Wagtail's first migrations call them.
WAGTAILS = {EDITOR: "Editors", REVIEWER: "Moderators"}
APPROVAL = "Moderators approval"

ON_PAGES = {EDITOR: ("add", "change", "publish"), REVIEWER: ("change", "publish", "lock", "unlock")}
ON_ENTRIES = {EDITOR: ("add", "change", "delete", "publish"), REVIEWER: ("change", "publish", "lock", "unlock")}
ON_FILES = {EDITOR: ("add", "change", "choose"), REVIEWER: ("choose",)}
ON_COLLECTIONS = {EDITOR: ("add", "change"), REVIEWER: ()}
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))


def make(sender: AppConfig, **kwargs: Any) -> None:
    """Make the groups and the workflow, and give each what it lacks of its rights; takes nothing away."""
    if Page.get_first_root_node() is None:
        return  # a flush empties the database and says that it migrated it
    for name, wagtails in WAGTAILS.items():
        _give(_group(name, wagtails))
    _make_workflow()


def _entries() -> list[type[Entry]]:
    return [model for model in get_snippet_models() if issubclass(model, Entry)]


def _group(name: str, wagtails: str) -> Group:
    """The group; where it is not there yet, the one that Wagtail made, under our name and without its rights."""
    group = Group.objects.filter(name=name).first()
    if group is None:
        group = Group.objects.filter(name=wagtails).first() or Group()
        group.name = name
        group.save()
        group.permissions.clear()
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
    return group


def _give(group: Group) -> None:
    group.permissions.add(_permission("wagtailadmin", "access_admin"), *_on_entries(ON_ENTRIES[group.name]))
    root = Page.get_first_root_node()
    for action in ON_PAGES[group.name]:
        permission = _permission("wagtailcore", f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    on_root = [_permission(app, f"{action}_{model}") for app, model in FILES for action in ON_FILES[group.name]]
    on_root += [_permission("wagtailcore", f"{action}_collection") for action in ON_COLLECTIONS[group.name]]
    collection = Collection.get_first_root_node()
    for permission in on_root:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _on_entries(actions: Iterable[str]) -> Iterator[Permission]:
    for model in _entries():
        for action in actions:
            yield _permission(model._meta.app_label, f"{action}_{model._meta.model_name}")


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _make_workflow() -> None:
    """One step, a Reviewer's: for every page, as Wagtail set it up, and every kind of snippet that has none yet."""
    task = GroupApprovalTask.objects.filter(name__in=[APPROVAL, REVIEW]).first()
    workflow = Workflow.objects.filter(name__in=[APPROVAL, REVIEW], active=True).first()
    if task is None or workflow is None:
        return
    for step in (task, workflow):
        step.name = REVIEW
        step.save()
    task.groups.add(Group.objects.get(name=REVIEWER))
    for model in _entries():
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
