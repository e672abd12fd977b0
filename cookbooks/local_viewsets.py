"""How editors list, order and write models, machines and prompts."""

from wagtail.admin.ui.tables import Column, DateColumn

from cookbooks.models.kit import Prompt
from cookbooks.models.local import HardwareTier, LocalModel
from roles.viewsets import ApprovalView, EntryViewSet


class LocalModelViewSet(EntryViewSet):
    model = LocalModel
    icon = "tasks"
    menu_label = "Local models"
    workflow_action_view_class = ApprovalView
    columns = [
        "name",
        "publisher",
        Column("billions", label="Parameters"),
        "license",
        DateColumn("checked", label="Checked on", sort_key="checked"),
    ]
    list_filter = {"publisher": ["exact"], "license": ["exact"], "live": ["exact"]}


class HardwareTierViewSet(EntryViewSet):
    model = HardwareTier
    icon = "desktop"
    menu_label = "Hardware tiers"
    workflow_action_view_class = ApprovalView
    columns = ["name", "memory", Column("listed", label="Machines")]


class PromptViewSet(EntryViewSet):
    model = Prompt
    icon = "comment"
    menu_label = "Prompts"
    columns = ["title", "when"]
