"""How editors list, order and write the ideas."""

from wagtail.admin.ui.tables import Column

from practice.admin_forms import IdeaForm
from practice.models import Idea
from roles.viewsets import ApprovalView, EntryViewSet


class IdeaViewSet(EntryViewSet):
    model = Idea
    icon = "sliders"
    base_form_class = IdeaForm
    workflow_action_view_class = ApprovalView
    menu_label = "Ideas"
    menu_order = 170
    add_to_admin_menu = True
    columns = ["title", Column("slug", label="Figure"), "minutes"]
    list_filter = {"roles__role": ["exact"], "skills__skill": ["exact"], "live": ["exact"]}
