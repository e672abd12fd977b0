"""What an uncached page asks the database, beside Wagtail's own routing; now, and with ten times the content.

Models are imported inside functions: the site that is measured, and so its settings, is known only once it is prepared.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import django

from bench.served import prepared

BUDGET = 8
TIMES = 10
_HTMX = {"hx-request": "true"}  # it is never answered from the cache
_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


def main() -> bool:
    """Print our own queries of each page at 1 and 10 times the content. False: over budget, or it grew."""
    import os

    with prepared() as environment:
        os.environ.update(environment)
        django.setup()
        return _measured()


def _measured() -> bool:
    from django.db import transaction

    now = {path: own_queries(path) for path in _paths()}
    with transaction.atomic():
        _multiply()
        then = {path: own_queries(path) for path in now}
        transaction.set_rollback(True)
    kept = True
    print(f"\n{'our own queries, uncached':56} 1x  {TIMES}x   budget {BUDGET}")
    for path, count in now.items():
        held = count <= BUDGET and then[path] == count
        kept &= held
        print(f"  {path:54} {count:2}  {then[path]:2}   {'holds' if held else 'MISSED'}")
    return kept


def _paths() -> Iterable[str]:
    from wagtail.models import Page

    seen = {type(page): page for page in Page.objects.live().filter(depth__gt=1).order_by("-path").specific()}
    yield from sorted(page.get_url_parts()[2] for page in seen.values())
    yield "/engineer-to-ai-engineer/roles/evaluation-engineer/"
    yield "/engineer-to-ai-engineer/skills/model-graders/"
    yield "/engineer-to-ai-engineer/lenses/security-privacy/"
    yield "/engineer-to-ai-engineer/lenses/checklist/"


def own_queries(path: str, headers: Mapping[str, str] = _HTMX) -> int:
    """Queries of a request with `headers` that are not those of finding the page."""
    from django.core.handlers.base import BaseHandler
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site

    request = RequestFactory().get(path, headers={**headers, "host": "localhost"})
    handler = BaseHandler()
    handler.load_middleware()
    handler.get_response(request)  # what a process asks once: content types, site root paths
    with CaptureQueriesContext(connection) as routing:
        fresh = RequestFactory().get(path, headers={"host": "localhost"})
        site = Site.find_for_request(fresh)
        assert site is not None
        found = site.root_page.localized.specific.route(fresh, [part for part in fresh.path.split("/") if part])
        list(found.page.get_view_restrictions())  # as Wagtail asks before it serves a page
    with CaptureQueriesContext(connection) as whole:
        response = handler.get_response(RequestFactory().get(path, headers={**headers, "host": "localhost"}))
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return sum(not query["sql"].startswith(_TRANSACTION) for query in whole) - len(routing)


def _multiply() -> None:
    """Ten times the chapters, articles, roles, skills, counterparts and lenses; rolled back by the caller."""
    from guide.models import ArticlePage, ChapterPage
    from roles.models import Counterpart, Lens, Role, Skill

    for model in (Skill, Role, Counterpart, Lens):
        for entry in list(model.objects.all()):
            for n in range(1, TIMES):
                _copy(entry, f"{entry.slug}-{n}")
    for page in [*ChapterPage.objects.all(), *ArticlePage.objects.all()]:
        for n in range(1, TIMES):
            page.copy(update_attrs={"slug": f"{page.slug}-{n}"}, copy_revisions=False, keep_live=True, log_action=None)


def _copy(entry: Any, slug: str) -> None:
    """A live copy of a snippet with the rows that belong to it."""
    from modelcluster.models import get_all_child_relations

    data = entry.serializable_data() | {"pk": None, "slug": slug, "latest_revision": None, "live_revision": None}
    for relation in get_all_child_relations(type(entry)):
        for row in data.get(relation.get_accessor_name(), ()):
            row["pk"] = None
    copy = type(entry).from_serializable_data(data, check_fks=False)
    copy.save()
