"""Roles of both lifecycles, what each rests on, and how the one side crosses to the other."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from core.blocks import CHANGE_BLOCKS, SOURCE_BLOCKS
from core.fields import LinesField, MarkdownField
from core.models import Entry
from roles.models.lifecycles import Lifecycle, Phase
from roles.models.skills import Skill

SKILLS_OF_A_ROLE = 5


class Change(models.TextChoices):
    """What becomes of a role when the layer below it is AI."""

    CARRIES_OVER = "carries-over", "Carries over"
    TRANSFORMS = "transforms", "Transforms"
    NEW = "new", "New"


class Level(models.TextChoices):
    """The bands of seniority, lowest first."""

    JUNIOR = "junior", "Junior"
    MID = "mid", "Mid"
    SENIOR = "senior", "Senior"
    STAFF = "staff", "Staff"


class RoleQuerySet(models.QuerySet):
    """Roles, asked for the way the pages need them."""

    def live(self) -> "RoleQuerySet":
        """Those that a reader may see."""
        return self.filter(live=True)

    def for_page(self) -> "RoleQuerySet":
        """Live roles with all that a role page shows of them: 3 queries, however many skills and phases."""
        skills = models.Prefetch("skills", RoleSkill.objects.filter(skill__live=True).select_related("skill"))
        phases = models.Prefetch("phases", RolePhase.objects.filter(phase__live=True).select_related("phase"))
        return self.live().select_related("lifecycle").prefetch_related(skills, phases)


class Role(Entry):
    """A job in one lifecycle: what it owns, how it is judged, and the five skills it rests on."""

    title = models.CharField(max_length=80, help_text="The title we use for it: “Evaluation Engineer”.")
    also_called = LinesField(blank=True, help_text="Titles the market uses for the same job, one a line.")
    lifecycle = models.ForeignKey(
        Lifecycle, null=True, on_delete=models.SET_NULL, related_name="roles", help_text="The lifecycle it works in."
    )
    tagline = models.CharField(max_length=160, help_text="One sentence that tells it from the role beside it.")
    owns = LinesField(help_text="What this role answers for, one a line.")
    does_not_own = LinesField(help_text="What people take it for and is somebody else's, one a line, with whose it is.")
    day = MarkdownField(
        help_text="A day in the role. Every role has the same Tuesday at the same insurer: keep its clock and its counts."
    )
    seniority_junior = models.CharField("junior", max_length=300, help_text="What a junior in this role answers for.")
    seniority_mid = models.CharField("mid", max_length=300, help_text="What someone at mid level answers for.")
    seniority_senior = models.CharField("senior", max_length=300, help_text="What a senior answers for.")
    seniority_staff = models.CharField("staff", max_length=300, help_text="What a staff engineer answers for.")
    seniority_note = MarkdownField(help_text="How senior it usually runs, and where that is known from.")
    usual_from = models.CharField(
        "usually from", max_length=8, choices=Level.choices, help_text="The lowest level at which it is mostly filled."
    )
    usual_to = models.CharField(
        "usually to", max_length=8, choices=Level.choices, help_text="The highest level at which it is mostly filled."
    )
    artifacts = LinesField("what it makes", help_text="Things that exist because of this role, one a line.")
    judged_by = LinesField("how it is judged", help_text="Measures by which it is judged, one a line.")
    first_ninety_days = LinesField("the first ninety days", help_text="Three moves for a newcomer, one a line.")
    interview_signal = MarkdownField("in an interview", help_text="What a good candidate says or asks.")
    version = models.PositiveSmallIntegerField(
        default=1, help_text="Goes up by one with a change of substance, which then gets a line under “what changed”."
    )
    changed = StreamField(CHANGE_BLOCKS, blank=True, verbose_name="what changed", help_text="Newest first.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")

    objects = RoleQuerySet.as_manager()

    panels = [
        MultiFieldPanel(["title", "slug", "also_called", "lifecycle", "tagline"], "The role"),
        InlinePanel("phases", label="Phase", heading="Phases, its home first", min_num=1),
        MultiFieldPanel(["owns", "does_not_own", "day"], "The duty"),
        InlinePanel("skills", label="Skill", heading="Five skills, and why each matters here", max_num=SKILLS_OF_A_ROLE),
        MultiFieldPanel(
            [
                "seniority_junior",
                "seniority_mid",
                "seniority_senior",
                "seniority_staff",
                FieldRowPanel(["usual_from", "usual_to"]),
                "seniority_note",
            ],
            "Seniority",
        ),
        MultiFieldPanel(["artifacts", "judged_by", "first_ninety_days", "interview_signal"], "The work"),
        MultiFieldPanel(["version", "changed", "sources"], "History and sources"),
        PublishingPanel(),
    ]
    preview_template = "roles/previews/role.html"
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("also_called", boost=2),
        index.SearchField("tagline"),
        index.SearchField("owns"),
        index.SearchField("day"),
        index.FilterField("lifecycle_id"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["lifecycle__sort_order", "sort_order", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError where the usual band runs backwards."""
        super().clean()
        if self.usual_from and self.usual_to and Level.values.index(self.usual_from) > Level.values.index(self.usual_to):
            raise ValidationError({"usual_to": "The usual band ends below where it begins."})

    @property
    def levels(self) -> list[tuple[Level, str, bool]]:
        """Each level, what it answers for, and whether the role usually runs at it."""
        usual = range(Level.values.index(self.usual_from), Level.values.index(self.usual_to) + 1)
        return [(level, getattr(self, f"seniority_{level}"), at in usual) for at, level in enumerate(Level)]


class RolePhase(Orderable):
    """A phase that a role works in; the first is its home."""

    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="phases")
    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, related_name="+", help_text="A phase of the role's own lifecycle."
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["role", "phase"], name="role_in_a_phase_once")]


class RoleSkill(Orderable):
    """A skill that a role rests on, and why it matters there."""

    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="roles", help_text="One of the five.")
    why = MarkdownField(help_text="Why it matters in this role: one or two sentences, with a fact if there is one.")

    panels = [FieldPanel("skill"), FieldPanel("why")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["role", "skill"], name="skill_in_a_role_once")]


class Counterpart(Entry):
    """A thread from a software role to the AI role it turns into; with no software role, the duty is new."""

    software = models.ForeignKey(
        Role,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="crossings_out",
        help_text="The software role; empty where no software role held the duty.",
    )
    ai = models.ForeignKey(
        Role, on_delete=models.CASCADE, related_name="crossings_in", verbose_name="AI role", help_text="The AI role."
    )
    kind = models.CharField(max_length=16, choices=Change.choices, help_text="How the one becomes the other.")
    primary = models.BooleanField(
        default=True, help_text="The move that suits most people in the software role. One a role; others are alternatives."
    )
    what_stays = MarkdownField(blank=True, help_text="What transfers whole.")
    what_changes = MarkdownField(blank=True, help_text="What is done differently, or for the first time.")
    first_move = MarkdownField(blank=True, help_text="One thing to do this month, in the present job.")

    panels = [
        FieldRowPanel(["software", "ai"]),
        FieldRowPanel(["kind", "primary"]),
        "slug",
        "what_stays",
        "what_changes",
        "first_move",
        PublishingPanel(),
    ]
    preview_template = "roles/previews/counterpart.html"
    search_fields = [index.SearchField("what_stays"), index.SearchField("what_changes"), index.SearchField("first_move")]

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="new", software__isnull=True) | models.Q(~models.Q(kind="new"), software__isnull=False),
                name="counterpart_is_new_without_a_software_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.software or 'No software role'} to {self.ai}"

    def clean(self) -> None:
        """Raises ValidationError where kind and sides contradict each other."""
        super().clean()
        if (self.kind == Change.NEW) != (self.software is None):
            raise ValidationError({"kind": "A counterpart is new exactly when it has no software role."})

    @property
    def change(self) -> Change:
        """How the role crosses: the enum, which knows its word, mark and hue."""
        return Change(self.kind)
