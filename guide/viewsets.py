"""How editors list, find and write the terms of the glossary."""

from wagtail.admin.ui.tables import Column

from guide.models import Term
from roles.viewsets import EntryViewSet


class TermViewSet(EntryViewSet):
    """By name: the page sorts them so, and there is no order to drag."""

    model = Term
    icon = "list-ul"
    columns = ["name", Column("get_topic_display", label="Topic", sort_key="topic"), "glossary"]
    list_filter = {"topic": ["exact"], "glossary": ["exact"], "live": ["exact"]}
    sort_order_field = None
    ordering = "name"
    menu_label = "Glossary"
    menu_order = 170
    add_to_admin_menu = True
