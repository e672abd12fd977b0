"""Roles of both lifecycles, what each rests on, and how the one side crosses to the other."""

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.fields import StreamField
from wagtail.models import Orderable, Revision
from wagtail.search import index

from core.blocks import CHANGE_BLOCKS, SOURCE_BLOCKS
from core.fields import LinesField, MarkdownField
from core.models import Entry
from roles.models.lifecycles import Lifecycle, Phase
from roles.models.skills import Skill

SKILLS_OF_A_ROLE = 5
PANEL = "panel"  # a way to preview a role


class Change(models.TextChoices):
    """What becomes of a role when the layer below it is AI."""

    CARRIES_OVER = "carries-over", "Carries over"
    TRANSFORMS = "transforms", "Transforms"
    NEW = "new", "New"

    @property
    def mark(self) -> str:
        """The mark and hue that stand for it."""
        return self.value

    @property
    def drawing(self) -> str:
        """The template that draws the mark."""
        return f"roles/components/marks/{self.mark}.svg"


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

    def in_order(self) -> "RoleQuerySet":
        """As the lists have them: by lifecycle, then by home phase, then as editors put them."""
        home = RolePhase.objects.filter(role=OuterRef("pk"), phase__live=True).order_by("sort_order")
        return self.annotate(home=Subquery(home.values("phase__sort_order")[:1])).order_by(
            "lifecycle__sort_order", F("home").asc(nulls_last=True), "sort_order", "title"
        )

    def with_change(self) -> "RoleQuerySet":
        """Each with how it mainly crosses, which `Role.change` then tells."""
        crossings = Counterpart.objects.shown().filter(Q(software=OuterRef("pk")) | Q(ai=OuterRef("pk")))
        return self.annotate(change_kind=Subquery(crossings.values("kind")[:1]))

    def for_list(self) -> "RoleQuerySet":
        """Live roles in order, with all that a list shows of them: 1 query, however many.

        `works_in`: keys of live phases, its home first. `rests_on`: slug and name of live skills. `mainly`: the title
        on the other side of how it mainly crosses, or None.
        """
        crossings = Counterpart.objects.shown().filter(Q(software=OuterRef("pk")) | Q(ai=OuterRef("pk")))
        other = Case(When(software=OuterRef("pk"), then="ai__title"), default="software__title")
        phases = RolePhase.objects.filter(role=OuterRef("pk"), phase__live=True).order_by("sort_order")
        skills = RoleSkill.objects.filter(role=OuterRef("pk"), skill__live=True).order_by("sort_order")
        named = JSONObject(slug="skill__slug", name="skill__name")
        return (
            self.live()
            .in_order()
            .with_change()
            .annotate(
                mainly=Subquery(crossings.values(other=other)[:1]),
                works_in=ArraySubquery(phases.values("phase")),
                rests_on=ArraySubquery(skills.values(named=named)),
            )
        )

    def for_panel(self) -> "RoleQuerySet":
        """Live roles of live lifecycles with all that a panel shows of them, their skills apart: 1 query.

        `at_work`: names of live phases, its home first. `crossings`: fields of each, slug and title of its sides.
        """
        phases = RolePhase.objects.filter(role=OuterRef("pk"), phase__live=True).order_by("sort_order")
        crossings = Counterpart.objects.shown().filter(Q(software=OuterRef("pk")) | Q(ai=OuterRef("pk")))
        sides = {f"{side}_{field}": f"{side}__{field}" for side in ("software", "ai") for field in ("slug", "title")}
        texts = {name: name for name in ("kind", "primary", "what_stays", "what_changes", "first_move")}
        return (
            self.live()
            .filter(lifecycle__live=True)
            .select_related("lifecycle")
            .annotate(
                at_work=ArraySubquery(phases.values("phase__name")),
                crossings=ArraySubquery(crossings.values(fields=JSONObject(**texts, **sides))),
            )
        )

    def for_page(self) -> "RoleQuerySet":
        """Live roles of live lifecycles with their live skills: 2 queries, however many."""
        return self.live().filter(lifecycle__live=True).select_related("lifecycle").prefetch_related(_live_skills())


def _live_skills() -> models.Prefetch:
    return models.Prefetch("skills", RoleSkill.objects.filter(skill__live=True).select_related("skill"))


def check_skill_count(count: int) -> None:
    """Raises ValidationError unless `count` is how many skills a published role rests on."""
    if count != SKILLS_OF_A_ROLE:
        difference = abs(SKILLS_OF_A_ROLE - count)
        remedy = f"Add {difference}" if count < SKILLS_OF_A_ROLE else f"Remove {difference}"
        raise ValidationError(
            f"A published role rests on exactly {SKILLS_OF_A_ROLE} skills, and this one has {count}. "
            f"{remedy}, or save it as a draft."
        )


class Role(Entry):
    """A job in one lifecycle: what it owns, how it is judged, and the five skills it rests on."""

    # Addresses below the explorer that are no role.
    RESERVED: ClassVar[frozenset[str]] = frozenset({"compare", "today"})

    title = models.CharField(max_length=80, help_text="The title we use for it: “Evaluation Engineer”.")
    also_called = LinesField(blank=True, help_text="Titles the market uses for the same job, one a line.")
    lifecycle = models.ForeignKey(
        Lifecycle, null=True, on_delete=models.SET_NULL, related_name="roles", help_text="The lifecycle it works in."
    )
    tagline = models.CharField(max_length=160, help_text="One sentence that tells it from the role beside it.")
    owns = LinesField(help_text="What this role answers for, one a line.")
    does_not_own = LinesField(help_text="What people take it for and is somebody else's, one a line, with whose it is.")
    day = MarkdownField(
        help_text="A day in the role. All roles share one day at one place: keep its clock and its counts."
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
    change_kind = ""  # what `with_change` finds

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "also_called",
                "lifecycle",
                "tagline",
            ],
            "The role",
        ),
        InlinePanel("phases", label="Phase", heading="Phases, its home first", min_num=1),
        MultiFieldPanel(["owns", "does_not_own", "day"], "The duty"),
        InlinePanel(
            "skills", label="Skill", heading="Five skills, and why each matters here", max_num=SKILLS_OF_A_ROLE
        ),
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
        MultiFieldPanel([FieldPanel("note"), "version", "changed", "sources"], "History and sources"),
        PublishingPanel(),
    ]
    preview_template = "roles/previews/role.html"
    preview_modes = [("", "Its page"), (PANEL, "Open in the explorer")]
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("also_called", boost=2),
        index.SearchField("tagline"),
        index.SearchField("owns"),
        index.SearchField("day"),
        index.FilterField("lifecycle_id"),
        index.FilterField("usual_from"),
        index.FilterField("usual_to"),
        index.RelatedFields("phases", [index.FilterField("phase_id")]),
        index.RelatedFields("skills", [index.FilterField("skill_id")]),
    ]

    class Meta:
        ordering = ["lifecycle__sort_order", "sort_order", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for a slug whose address is taken, or where the usual band runs backwards."""
        super().clean()
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is the address of another page. Choose another name."})
        if self.usual_from and self.usual_to and not self.usual:
            raise ValidationError({"usual_to": "The usual band ends below where it begins."})

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        """Publish or schedule `revision`, whoever asks. Raises ValidationError where it has not its five skills."""
        check_skill_count(revision.as_object().skills.count())
        super().publish(revision, **kwargs)

    def note_change(self, what: str) -> None:
        """Put a line first in its history, under today's date, and leave it one version above what readers have.

        Several lines before one publication are one version. Not saved. 1 query.
        """
        in_force = type(self)._base_manager.filter(pk=self.pk, live=True).values_list("version", flat=True).first()
        self.version = max(self.version, (in_force or 0) + 1)
        self.changed = [
            ("change", {"date": timezone.localdate(), "what": what}),
            *((change.block_type, change.value) for change in self.changed),
        ]

    @property
    def usual(self) -> list[Level]:
        """The levels at which it is mostly filled, lowest first; none in a draft that does not say yet."""
        if not (self.usual_from and self.usual_to):
            return []
        levels = list(Level)
        return levels[levels.index(Level(self.usual_from)) : levels.index(Level(self.usual_to)) + 1]

    @property
    def usual_words(self) -> str:
        """The usual band in words, as they end “Usually filled …”."""
        names = [level.label.lower() for level in self.usual]
        if len(names) == len(Level):
            return "at every level"
        if len(names) == 1:
            return f"at {names[0]} level"
        return f"from {names[0]} to {names[-1]}" if names else ""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "roles/previews/panel.html" if mode_name == PANEL else self.preview_template

    @property
    def levels(self) -> list[tuple[Level, str, bool]]:
        """Each level, what it answers for, and whether the role usually runs at it."""
        return [(level, getattr(self, f"seniority_{level}"), level in self.usual) for level in Level]

    @property
    def change(self) -> Change | None:
        """How it mainly crosses, of a role asked for `with_change`; None where nothing leads to it or from it."""
        return Change(self.change_kind) if self.change_kind else None


class RolePhase(Orderable):
    """A phase that a role works in; the first is its home."""

    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="phases")
    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, related_name="+", help_text="A phase of the role's own lifecycle."
    )

    class Meta(Orderable.Meta):
        constraints = [
            # Deferred, as the next one: rows that trade places are saved one by one.
            models.UniqueConstraint(
                fields=["role", "phase"], name="role_in_a_phase_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class RoleSkill(Orderable):
    """A skill that a role rests on, and why it matters there."""

    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="roles", help_text="One of the five.")
    why = MarkdownField(help_text="Why it matters in this role: one or two sentences, with a fact if there is one.")

    panels = [FieldPanel("skill"), FieldPanel("why")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["role", "skill"], name="skill_in_a_role_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class CounterpartQuerySet(models.QuerySet):
    """Crossings, asked for the way the pages need them."""

    def shown(self) -> "CounterpartQuerySet":
        """Live ones whose sides are live too, the main one of a role first."""
        sides = Q(software__live=True) | Q(kind=Change.NEW, software=None)
        return self.filter(sides, live=True, ai__live=True).order_by("-primary", "sort_order", "pk")

    def of(self, role_id: int | None) -> "CounterpartQuerySet":
        """Those that lead from or to a role."""
        return self.filter(Q(software=role_id) | Q(ai=role_id)) if role_id else self.none()


class Counterpart(Entry):
    """A thread from a software role to the AI role it turns into; with no software role, the duty is new.

    A side whose role is deleted is empty, and the thread is not shown: an older version of it can still be opened.
    """

    software = models.ForeignKey(
        Role,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="crossings_out",
        help_text="The software role; empty where no software role held the duty.",
    )
    ai = models.ForeignKey(
        Role,
        null=True,
        on_delete=models.SET_NULL,
        related_name="crossings_in",
        verbose_name="AI role",
        help_text="The AI role.",
    )
    kind = models.CharField(max_length=16, choices=Change.choices, help_text="How the one becomes the other.")
    primary = models.BooleanField(
        default=True,
        help_text="The move that suits most people in the software role. Others of the role are alternatives.",
    )
    what_stays = MarkdownField(blank=True, help_text="What transfers whole.")
    what_changes = MarkdownField(blank=True, help_text="What is done differently, or for the first time.")
    first_move = MarkdownField(blank=True, help_text="One thing to do this month, in the present job.")

    objects = CounterpartQuerySet.as_manager()

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
    search_fields = [
        *Entry.search_fields,
        index.AutocompleteField("slug"),
        index.SearchField("what_stays"),
        index.SearchField("what_changes"),
        index.SearchField("first_move"),
        index.FilterField("kind"),
        index.FilterField("software_id"),
        index.FilterField("ai_id"),
    ]

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Change.NEW) | Q(software__isnull=True),
                name="counterpart_is_new_without_a_software_role",
            )
        ]

    def __str__(self) -> str:
        before = "Nobody before" if self.kind == Change.NEW else self.software or "A deleted role"
        return f"{before} to {self.ai or 'a deleted role'}"

    def clean(self) -> None:
        """Raises ValidationError where kind and sides contradict each other."""
        super().clean()
        if self.kind and (self.kind == Change.NEW) != (self.software is None):
            raise ValidationError({"kind": "A counterpart is new exactly when it has no software role."})

    @property
    def change(self) -> Change | None:
        """How the role crosses: the enum, which knows its word, mark and hue; None in a draft that does not say yet."""
        return Change(self.kind) if self.kind else None
