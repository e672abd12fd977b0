"""The quiz as editors build it. What readers take is an edition, frozen when the draft is published."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Revision
from wagtail.search import index

from core.blocks import SOURCE_BLOCKS
from core.fields import LinesField, MarkdownField
from core.models import Entry
from quiz import drafting, previews, reaching
from quiz.fields import WeightsField
from quiz.matrix import MatrixPanel
from quiz.models.balances import Balance
from quiz.models.editions import Edition, Refusal
from quiz.paper import Paper, Reason, reasons_against
from roles.models import Role

SCHEDULED = "wagtail.publish.scheduled"  # how both schedulers, ours and Wagtail's, sign what they publish


class PublishingRefused(ValidationError):
    """A draft that can't be published; `reasons` say why, and where to mend it."""

    def __init__(self, reasons: Sequence[Reason]):
        super().__init__({NON_FIELD_ERRORS: [reason.message for reason in reasons]})
        self.reasons = tuple(reasons)


def _prose(help_text: str, *, required: bool = False, label: str | None = None) -> MarkdownField:
    return MarkdownField(label, blank=not required, help_text=help_text)


def _line(help_text: str, default: str = "", label: str | None = None) -> models.CharField:
    return models.CharField(label, max_length=200, blank=True, default=default, help_text=help_text)


class OutcomeFields(models.Model):
    """What a result says of its kind. Names in braces are filled in: {best}, {runner_up}, {third}, {stable}."""

    clear_headline = _line("Over a result that is clear.", "Your best fit: {best}", "headline")
    clear_body = _prose("Under that headline. {stable}: how many single changes would keep the best fit.", label="body")
    clear_lean = _prose("How strong it is, for the weakest band above “nobody stands out”.", label="a lean")
    clear_clear = _prose("How strong it is, for the middle band.", label="a clear preference")
    clear_strong = _prose("How strong it is, for the highest band.", label="a strong preference")
    close_headline = _line("When the first two are too close.", "Too close to call: {best} and {runner_up}", "headline")
    close_body = _prose("Why the order between them means nothing.", label="body")
    close_if_three = _prose("Added when a third role lies as close. {third} is its name.", label="if there are three")
    close_what_to_do = _prose("What a reader does with two first places.", label="what to do")
    flat_headline = _line("When no role stands out.", "Nobody stands out", "headline")
    flat_body = _prose("What an even profile may mean.", label="body")
    flat_first_step = _prose("Where someone without a best fit begins.", label="first step")
    flat_retake = _prose("A word on taking the quiz again.", label="taking it again")
    stay_headline = _line(
        "Linked under every result, and open where nobody stands out.", "Staying where you are", "headline"
    )
    stay_body = _prose("When to stay in the present job.", label="body")
    stay_signs = LinesField("signs", blank=True, help_text="Signs that staying is right, one a line.")
    stay_keep_the_door_open = _prose("What keeps the door open at little cost.", label="keep the door open")
    stay_come_back_when = _prose("What would be a reason to come back.", label="come back when")

    class Meta:
        abstract = True

    outcome_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            ["clear_headline", "clear_body", "clear_lean", "clear_clear", "clear_strong"], "A clear result"
        ),
        MultiFieldPanel(["close_headline", "close_body", "close_if_three", "close_what_to_do"], "Too close to call"),
        MultiFieldPanel(["flat_headline", "flat_body", "flat_first_step", "flat_retake"], "Nobody stands out"),
        MultiFieldPanel(
            ["stay_headline", "stay_body", "stay_signs", "stay_keep_the_door_open", "stay_come_back_when"],
            "When to stay",
        ),
    ]


class RuleFields(models.Model):
    """The numbers of the rule “uniform-z”, and its three rules for ties in words. Margins are in units of z."""

    answers_needed = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1)],
        help_text="How many scored questions there are; without an answer to each there is no result.",
    )
    close_call_margin = models.DecimalField(
        max_digits=6,
        decimal_places=4,
        default=Decimal("0.225"),
        help_text="Two roles nearer than this are too close to call. 0.225 is 3 points of fit.",
    )
    flat_below = models.DecimalField(
        max_digits=6,
        decimal_places=4,
        default=Decimal("1.125"),
        help_text="When the best role stays below this, nobody stands out. 1.125 is a fit of 35.",
    )
    clear_from = models.DecimalField(
        max_digits=6, decimal_places=4, default=Decimal("1.875"), help_text="From here a preference is called clear."
    )
    strong_from = models.DecimalField(
        max_digits=6, decimal_places=4, default=Decimal("3"), help_text="From here a preference is called strong."
    )
    more_threes_rule = _prose("The first rule for ties, in words.", label="first rule for ties")
    more_threes_why = _prose("Why it is the first.", label="why the first")
    latest_difference_rule = _prose("The second rule for ties, in words.", label="second rule for ties")
    latest_difference_why = _prose("Why it is the second.", label="why the second")
    roster_order_rule = _prose("The last rule for ties, in words.", label="last rule for ties")
    roster_order_why = _prose("Why it is the last.", label="why the last")

    class Meta:
        abstract = True

    rule_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                "answers_needed",
                FieldRowPanel(["close_call_margin", "flat_below"]),
                FieldRowPanel(["clear_from", "strong_from"]),
                *[
                    f"{rule}_{part}"
                    for rule in ("more_threes", "latest_difference", "roster_order")
                    for part in ("rule", "why")
                ],
            ],
            "The rule",
            classname="collapsed",
        )
    ]


class Quiz(OutcomeFields, RuleFields, Entry):  # type: ignore[django-manager-missing] # rows of untyped bases
    """A fit quiz: questions whose answers give points to roles, and what is said of each role that comes first."""

    title = models.CharField(max_length=120, help_text="The large heading: “Which AI role are you?”.")
    short_title = models.CharField(max_length=60, blank=True, help_text="For places with little room.")
    standfirst = _prose("Two or three sentences: what a reader does, and what comes out.", required=True)
    minutes = models.PositiveSmallIntegerField(default=2, help_text="How long it takes, in minutes.")
    instruction = _prose("How to choose, shown before the first question.")
    what_it_is = _prose("What the result is.", required=True)
    what_it_is_not = _prose("What the result must not be used for.", required=True)
    how_it_is_scored = _prose("The rule in words a reader follows.")
    you_may_read = _prose("What the numbers of a result say.", label="you may read from it")
    you_may_not_read = _prose("What they do not say.", label="you may not read from it")
    why_this_scale = _prose("Why fit is shown as it is.")
    why_these_thresholds = _prose("Why the margins are where they are.")
    limits = _prose("What the quiz can't do.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")
    edition = models.ForeignKey(
        Edition, null=True, editable=False, on_delete=models.SET_NULL, related_name="+", verbose_name="edition in force"
    )

    panels = [
        MultiFieldPanel(["title", "slug", "short_title", "standfirst", "minutes", "instruction"], "First words"),
        InlinePanel("questions", label="Question", heading="Questions, in the order in which they are asked"),
        InlinePanel("results", label="Role", heading="Roles that it can end in, in the order of the lifecycle"),
        InlinePanel("golden", label="Golden answers", heading="Golden answers: sheets whose result is watched"),
        *OutcomeFields.outcome_panels,
        *RuleFields.rule_panels,
        MultiFieldPanel(
            [
                "what_it_is",
                "what_it_is_not",
                "how_it_is_scored",
                "you_may_read",
                "you_may_not_read",
                "why_this_scale",
                "why_these_thresholds",
                "limits",
                "sources",
            ],
            "What it is, and how it is scored",
        ),
        PublishingPanel(),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("standfirst")]

    class Meta:
        ordering = ["sort_order", "title"]
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return self.title

    @cached_property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Each question of the draft by place, each role's result, a close one, a flat one.

        The form asks once for each: kept, it costs one paper, and not as many as there are.
        """
        return previews.modes(self.paper())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return previews.template(mode_name)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return {**context, "quiz": self, **previews.context(self.paper(), mode_name)}

    def paper(self) -> Paper:
        """The paper that this draft makes as it stands, sound or not. A query for each row that is not loaded."""
        return drafting.paper(self)

    def reasons(self) -> list[Reason]:
        """Why this draft can't be published; empty when it can. Three queries more than `paper`.

        Whether each role can win is asked only of a draft that is sound so far.
        """
        paper = self.paper()
        live = set(Role.objects.live().filter(slug__in=paper.scored.roles).values_list("slug", flat=True))
        gone = [
            Reason("role-not-live", f"“{slug}” is not published, so no result can lead to it.", role=slug)
            for slug in paper.scored.roles
            if slug not in live
        ]
        unsound = list(reasons_against(paper))
        never = [] if unsound else [reaching.reason_against(paper, slug) for slug in Balance.objects.unreachable(paper)]
        return [*unsound, *gone, *never, *Edition.objects.reasons_against(self, paper)]

    def with_content_json(self, content: dict[str, Any]) -> "Quiz":
        """A revision of this quiz; the edition in force belongs to the quiz, whatever the revision says."""
        quiz: Quiz = super().with_content_json(content)
        quiz.edition_id = self.edition_id
        return quiz

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Put `revision` in force: checked, frozen into an edition and live, all or nothing, whoever calls.

        Raises PublishingRefused with every reason. A schedule has nobody to tell: it is called off and leaves a
        Refusal.
        One that is set for later is checked now, and again when it is due.
        """
        with transaction.atomic():
            # Two editors, one next number.
            self.edition_id = Quiz.objects.select_for_update().values_list("edition_id", flat=True).get(pk=self.pk)
            draft: Quiz = revision.as_object()
            if reasons := draft.reasons():
                if kwargs.get("log_action") != SCHEDULED:
                    raise PublishingRefused(reasons)
                Refusal.objects.leave(self, revision, reasons)
                return
            super().publish(revision, *args, **kwargs)
            if not draft.go_live_at or draft.go_live_at <= timezone.now():
                self.edition = Edition.objects.put_in_force(self, draft.paper())
                Quiz.objects.filter(pk=self.pk).update(edition=self.edition)
                Refusal.objects.filter(quiz=self).delete()


class Question(ClusterableModel, Orderable):
    """One thing asked: scored, or for context, where it never changes a result and may be skipped."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200, help_text="The question, one sentence.")
    slug = models.SlugField(max_length=60, help_text="Its name in statistics. Another name makes another edition.")
    help = models.CharField(max_length=300, blank=True, help_text="A line under the question, where it needs one.")
    scored = models.BooleanField(
        default=True, help_text="Off: asked for context after the scored ones, and may be skipped."
    )
    facet = models.CharField(max_length=80, blank=True, help_text="What it asks about, for lists and results.")
    used_for = models.CharField(max_length=200, blank=True, help_text="For context questions: what the answer changes.")

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("slug", required_on_save=False), "scored"]),
        FieldPanel("help"),
        FieldRowPanel(["facet", "used_for"]),
        MatrixPanel(heading="Weights: 3 the heart of the work, 2 a regular part, 1 a touch"),
        InlinePanel("choices", label="Choice", heading="Choices, in the order in which they are shown"),
    ]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> "Question | None":
        """A question as a revision has it, its choices with it also where the row it had was deleted since.

        Modelcluster would take a choice whose question is not stored for one that lost it, and drop it.
        """
        choices = [{**choice, "question": None} for choice in data.get("choices", ())]
        return super().from_serializable_data({**data, "choices": choices}, check_fks, strict_fks)


class Choice(Orderable):
    """One answer, and the points it gives."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(max_length=160, help_text="The answer as a reader sees it.")
    slug = models.SlugField(max_length=60, help_text="Its name in statistics, used once in the quiz.")
    weights = WeightsField(
        help_text="The points it gives, a role a line: “ai-engineer 2”. 3 is the heart of the work, 2 a regular part, "
        "1 a touch. In each question every role stands behind exactly one choice."
    )
    rationale = models.CharField(max_length=300, blank=True, help_text="Why these roles. Shown with a result.")
    role = models.ForeignKey(
        Role,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="role today",
        help_text="For the question about the present job: the role that this answer names.",
    )
    opens_at = models.CharField(
        max_length=60, blank=True, help_text="For other context questions: where the answer opens a role or the route."
    )

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("slug", required_on_save=False), "weights"]),
        FieldPanel("rationale"),
        FieldRowPanel(["role", "opens_at"]),
    ]

    def __str__(self) -> str:
        return self.text


class RoleResult(Orderable):
    """A role that the quiz can end in, and what a result says of it."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="results")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+", help_text="A role of the AI lifecycle.")
    headline = models.CharField(
        max_length=120, blank=True, help_text="In the second person: “You ask how anyone knows”."
    )
    why_you = _prose("What in the answers points here, and what the role does.")
    watch_out = _prose("What tends to disappoint in it.")
    first_step = _prose("One thing to do within an hour or an afternoon.")
    if_runner_up = _prose("What it means in second place.")

    panels = ["role", "headline", "why_you", "watch_out", "first_step", "if_runner_up"]

    def __str__(self) -> str:
        return self.headline
