"""Editors build and publish a quiz; a refusal keeps the draft and says why, whichever way it was asked for."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from core.publishing import publish_due
from quiz.models import Choice, Computation, Edition, GoldenAnswers, Question, Quiz, Refusal, RoleResult
from tests.factories.learners import a_browser
from tests.factories.quiz import QuizFactory, published
from tests.factories.roles import GuideFactory, RoleFactory
from tests.quiz.test_publishing import changed, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """The browser of someone who may do everything in the admin."""
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org"))
    return client


def url(name, *args):
    return reverse(f"wagtailsnippets_quiz_quiz:{name}", args=args)


def form_of(browser, quiz):
    """What the edit form of the quiz would send as it stands."""
    return _sent(browser.get(url("edit", quiz.pk)))


def _sent(page):
    """What the form of an edit page would send: boxes that are ticked, too; script adds how many sources there are."""
    data = querydict_from_html(page.content.decode(), form_id="w-editor-form")
    data.update({name: "on" for name in data if name.endswith("-scored")})
    data["sources-count"] = "0"
    return data


def posted(browser, quiz, action, **changes):
    data = form_of(browser, quiz)
    for name, value in {action: "1", **changes}.items():
        data[name] = value
    return browser.post(url("edit", quiz.pk), data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_form_shows_questions_with_their_choices_and_weights(editor):
    quiz = QuizFactory()

    data = form_of(editor, quiz)

    assert data["questions-0-text"] == "Question 1?"
    assert data["questions-0-choices-0-weights"].strip() == f"role-of-{quiz.slug}-0 3"
    assert data["results-1-headline"] == "You are Role 1"


@pytest.mark.parametrize("model", (Quiz, Question, Choice, RoleResult, GoldenAnswers))
def test_every_field_that_an_editor_fills_in_has_a_help_text(model):
    wagtails = {"quiz", "question", "go_live_at", "expire_at", "first_published_at", "locked_by", "locked_at"}
    ours = [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in wagtails
    ]

    assert [field.name for field in ours if not field.help_text] == []


def test_a_quiz_is_built_published_and_changed_by_forms_alone(editor):
    quiz = QuizFactory()

    response = posted(editor, quiz, "action-publish")
    assert "published" in " ".join(said(response))
    quiz = Quiz.objects.get()
    assert (quiz.live, quiz.edition.number) == (True, 1)

    posted(editor, quiz, "action-publish", **{"questions-0-choices-0-weights": f"role-of-{quiz.slug}-0 1"})
    assert Quiz.objects.get().edition.number == 2


def test_a_refusal_in_the_form_keeps_the_draft_and_says_why(editor):
    quiz = published(QuizFactory())

    response = posted(editor, quiz, "action-publish", **{"questions-0-choices-0-weights": ""})

    assert any("must stand behind exactly one choice" in message for message in said(response))
    assert response.request["PATH_INFO"] == url("edit", quiz.pk)
    quiz = Quiz.objects.get()
    assert (quiz.edition.number, quiz.has_unpublished_changes) == (1, True)
    draft = quiz.get_latest_revision_as_object()
    assert draft.questions.all()[0].choices.all()[0].weights == {}


def test_a_draft_is_saved_in_any_state(editor):
    quiz = QuizFactory()

    posted(editor, quiz, "_", **{"questions-0-choices-0-weights": "", "questions-0-text": "", "standfirst": ""})

    draft = Quiz.objects.get().get_latest_revision_as_object()
    assert draft.questions.all()[0].text == ""
    assert draft.questions.all()[0].choices.all()[0].weights == {}


def test_a_quiz_is_made_from_nothing_in_the_admin(editor):
    rows = {name: inline_formset([]) for name in ("questions", "results", "golden")}
    made = nested_form_data(
        {
            "title": "From nothing",
            "slug": "from-nothing",
            "standfirst": "Words.",
            "what_it_is": "Words.",
            "what_it_is_not": "Words.",
            "minutes": "2",
            "answers_needed": "10",
            "close_call_margin": "0.225",
            "flat_below": "1.125",
            "clear_from": "1.875",
            "strong_from": "3",
            "sources-count": "0",
            "action-publish": "1",
            **rows,
        }
    )

    response = editor.post(url("add"), made, follow=True)

    assert any("at least two roles" in message for message in said(response))
    assert (Quiz.objects.get().title, Quiz.objects.get().live) == ("From nothing", False)


def test_going_back_to_an_unsound_version_is_refused_and_to_a_sound_one_is_not(editor):
    quiz = QuizFactory()
    sound = quiz.save_revision()
    sound.publish()
    unsound = changed(Quiz.objects.get(), weights={}).save_revision()
    for revision, edition, refused in ((unsound, 1, True), (sound, 1, False)):
        data = _sent(editor.get(url("revisions_revert", quiz.pk, revision.pk)))
        data["action-publish"] = "1"

        response = editor.post(url("revisions_revert", quiz.pk, revision.pk), data, follow=True)

        assert any("exactly one choice" in message for message in said(response)) == refused
        assert Quiz.objects.get().edition.number == edition
    assert Edition.objects.count() == 1


@pytest.fixture
def review():
    """A workflow of one step, which superusers may approve."""
    workflow = Workflow.objects.create(name="Quiz review")
    task = GroupApprovalTask.objects.create(name="Look at it")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.get(pk=task.pk), sort_order=1)
    content_type = Quiz.get_content_type()
    WorkflowContentType.objects.filter(content_type=content_type).delete()
    WorkflowContentType.objects.create(workflow=workflow, content_type=content_type)
    return workflow


@pytest.mark.parametrize("sound", (True, False))
def test_approving_publishes_what_is_sound_and_refuses_what_is_not(editor, review, sound):
    quiz = QuizFactory()
    (quiz if sound else changed(quiz, weights={})).save_revision()
    user = get_user_model().objects.get()
    state = review.start(Quiz.objects.get(), user).current_task_state

    response = editor.post(url("workflow_action", quiz.pk, "approve", state.pk), follow=True)

    assert any("exactly one choice" in message for message in said(response)) != sound
    assert (Quiz.objects.get().live, Edition.objects.count()) == (sound, int(sound))


def test_a_schedule_that_is_refused_stands_on_the_dashboard_until_it_is_mended(editor):
    quiz = QuizFactory(title="Which role?")
    scheduled(quiz)
    role = quiz.results.first().role
    role.unpublish()
    dashboard = reverse("wagtailadmin_home")
    assert "Not published as scheduled" not in editor.get(dashboard).content.decode()

    publish_due()
    words = editor.get(dashboard).content.decode()

    assert "Not published as scheduled" in words and "Which role?" in words
    assert url("edit", quiz.pk) in words
    type(role).objects.filter(pk=role.pk).update(live=True)
    quiz.revisions.latest("created_at").publish()
    assert not Refusal.objects.exists()
    assert "Not published as scheduled" not in editor.get(dashboard).content.decode()


def test_an_unsound_draft_can_not_be_scheduled_in_the_form(editor):
    quiz = changed(QuizFactory(), weights={})
    quiz.save()
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")

    response = posted(editor, quiz, "action-publish", go_live_at=at)

    assert any("exactly one choice" in message for message in said(response))
    assert not Quiz.objects.get().approved_schedule


def test_each_reason_of_a_refusal_links_to_its_field(editor):
    quiz = published(QuizFactory())

    response = posted(
        editor,
        quiz,
        "action-publish",
        **{"questions-0-choices-0-weights": "", "answers_needed": "7", "questions-1-choices-0-slug": "q1-c1"},
    )

    page = response.content.decode()
    edit = url("edit", quiz.pk)
    assert f'<a href="{edit}#weights-questions-0">' in page
    assert f'<a href="{edit}#id_answers_needed">' in page
    assert f'<a href="{edit}#id_questions-1-choices-0-slug">' in page
    for anchor in ("weights-questions-0", "id_answers_needed", "id_questions-1-choices-0-slug"):
        assert f'id="{anchor}"' in page


def test_a_role_that_can_not_win_is_refused_by_name_and_its_row_is_linked(editor):
    quiz = QuizFactory(roles=3, questions=2, choices=2)
    first, twin = f"role-of-{quiz.slug}-0", f"role-of-{quiz.slug}-2"
    weights = {
        f"questions-{at}-choices-{choice}-weights": f"{first} 3\n{twin} 3"
        if choice == at
        else f"role-of-{quiz.slug}-1 3"
        for at in range(2)
        for choice in range(2)
    }

    response = posted(editor, quiz, "action-publish", **weights)

    assert any("No way to answer leads to “Role 2”" in message for message in said(response))
    assert "#inline_child_results-2" in response.content.decode()
    assert not Quiz.objects.get().live


def test_publishing_in_the_form_says_which_edition_is_in_force(editor):
    quiz = published(QuizFactory())

    mended = said(posted(editor, quiz, "action-publish", **{"questions-0-text": "Mended?"}))
    other = said(
        posted(editor, quiz, "action-publish", **{"questions-0-choices-0-weights": f"role-of-{quiz.slug}-0 1"})
    )

    assert any("Edition 1 stays in force" in message for message in mended)
    assert any("Edition 2 is in force" in message for message in other)
    assert any("Edition 1 keeps its 0 attempts" in message for message in other)


def test_a_draft_is_saved_with_a_choice_that_is_still_empty(editor):
    quiz = QuizFactory()
    added = {"questions-0-choices-TOTAL_FORMS": "3", "questions-0-choices-2-ORDER": "3"}
    empty = dict.fromkeys(("text", "slug", "weights", "rationale", "role", "opens_at", "id", "DELETE"), "")
    added |= {f"questions-0-choices-2-{name}": value for name, value in empty.items()}

    posted(editor, quiz, "_", **added, **{"questions-0-choices-0-slug": ""})

    draft = Quiz.objects.get().get_latest_revision_as_object()
    assert draft.questions.all()[0].choices.all()[0].slug == ""


def test_weights_have_a_matrix_a_question_with_the_names_of_the_roles(editor):
    quiz = QuizFactory()
    role = quiz.results.first().role

    page = editor.get(url("edit", quiz.pk)).content.decode()

    for row in range(4):
        assert f'<weights-matrix id="weights-questions-{row}" data-prefix="questions-{row}"' in page
    assert f'"{role.pk}": {{"slug": "{role.slug}", "name": "{role.title}"}}' in page


def region(browser, quiz, method="get"):
    """The region of the balance, as the form fetches it."""
    asked = getattr(browser, method)
    response = asked(
        reverse("quiz_balance", args=[quiz.pk]), headers={"HX-Request": "true", "HX-Target": "div#balance"}
    )
    assert response.status_code == 200
    return response.content.decode()


def test_the_balance_of_a_draft_is_computed_on_a_button_and_never_on_a_look(editor, monkeypatch):
    monkeypatch.setattr("os.nice", lambda steps: 0)
    quiz = published(QuizFactory())

    assert "Compute the balance" in region(editor, quiz)
    assert not Computation.objects.exists()
    running = region(editor, quiz, "post")
    assert 'hx-trigger="load delay:1s"' in running and "0 %" in running
    Computation.objects.fail(Computation.objects.get().token, "Its process was ended by signal 9.")
    failed = region(editor, quiz)
    assert "ended by signal 9" in failed and "Compute again" in failed and "hx-trigger" not in failed
    region(editor, quiz, "post")
    call_command("balance", waiting=Computation.objects.get().token)

    shown = region(editor, quiz)
    assert "All 8 answer sheets were scored" in shown and "Every role can win" in shown
    assert "it scores as Edition 1 does" in shown
    assert shown.count('class="share-bar"') == 2
    assert "<!doctype html>" in editor.get(reverse("quiz_balance", args=[quiz.pk])).content.decode()


def test_the_balance_of_a_changed_draft_says_what_changed_and_one_that_is_unsound_what_to_mend(editor):
    quiz = published(QuizFactory())
    role = f"role-of-{quiz.slug}-0"
    posted(editor, quiz, "_", **{"questions-0-choices-0-weights": f"{role} 1"})

    assert f"Question 1, “q1-c1”: {role} 3 → 1." in region(editor, quiz)

    posted(editor, quiz, "_", **{"questions-0-choices-0-weights": ""})
    unsound = region(editor, quiz, "post")
    assert f"{url('edit', quiz.pk)}#weights-questions-0" in unsound
    assert "Compute the balance" not in unsound
    assert not Computation.objects.exists()


def golden(quiz, at, **values):
    """What the form sends of one golden answer sheet that is new: the first choice of every question."""
    answers = "\n".join(f"q{question + 1}: q{question + 1}-c1" for question in range(3))
    row = {"covers": "Always the first", "answers": answers, "best": "", "ORDER": str(at + 1), "id": "", "DELETE": ""}
    return {f"golden-{at}-{name}": value for name, value in {**row, **values}.items()}


def test_an_editor_keeps_golden_answers_and_is_warned_when_they_lead_elsewhere(editor):
    quiz = QuizFactory()
    first, second = (result.role for result in quiz.results.all())
    kept = golden(quiz, 0, best=str(second.pk)) | golden(quiz, 1, covers="Unfinished", answers="q1 q1-c2")

    posted(editor, quiz, "_", **{"golden-TOTAL_FORMS": "2"}, **kept)
    shown = region(editor, quiz)
    assert "They have to lead to Role 1, and lead to Role 0." in shown
    assert "Can&#x27;t be given: “q2” has no answer." in shown
    response = posted(editor, quiz, "action-publish")

    assert [unescape(message).strip() for message in said(response) if message.startswith("Golden")] == [
        "Golden answers “Always the first”: They have to lead to Role 1, and lead to Role 0.",
        "Golden answers “Unfinished”: They can't be given: “q2” has no answer.",
    ]
    assert Quiz.objects.get().live
    assert form_of(editor, quiz)["golden-1-answers"].strip() == "q1: q1-c2"

    mended = said(posted(editor, quiz, "action-publish", **{"golden-0-best": str(first.pk), "golden-1-DELETE": "on"}))
    assert not [message for message in mended if message.startswith("Golden")]


def test_golden_answers_of_a_revision_from_before_they_were_rows_are_kept():
    quiz = QuizFactory()
    content = {**quiz.serializable_data(), "golden": [{"covers": "Old", "answers": {"q1": "q1-c1"}}]}

    (row,) = Quiz.from_serializable_data(content).golden.all()

    assert (row.case.covers, row.case.answers, row.case.best) == ("Old", {"q1": "q1-c1"}, "")


def test_the_balance_is_for_who_may_edit_quizzes(client):
    quiz = QuizFactory()
    user = get_user_model().objects.create_user("reader", "reader@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert client.get(reverse("quiz_balance", args=[quiz.pk])).status_code in (302, 403)
    assert client.post(reverse("quiz_balance", args=[quiz.pk])).status_code in (302, 403)


def test_a_second_quiz_with_its_page_is_made_for_another_guide_in_the_admin_alone(editor):
    """From nothing to a reader's first question, by the forms of the quiz and of its page."""
    roles = [RoleFactory(slug=slug, title=slug, phases=[], skills=[]) for slug in ("builder", "keeper")]
    guide = GuideFactory(slug="other-guide")
    choice = {"rationale": "", "role": "", "opens_at": "", "id": ""}
    questions = [
        {
            "text": f"Question {at}?",
            "slug": f"q{at}",
            "scored": "on",
            "help": "",
            "facet": "",
            "used_for": "",
            "id": "",
            "choices": inline_formset(
                [
                    {**choice, "text": "This", "slug": f"q{at}-a", "weights": "builder 3"},
                    {**choice, "text": "That", "slug": f"q{at}-b", "weights": "keeper 3"},
                ]
            ),
        }
        for at in (1, 2)
    ]
    results = [
        {"role": str(role.pk), "headline": "", "why_you": "", "watch_out": "", "first_step": "", "if_runner_up": ""}
        for role in roles
    ]
    made = nested_form_data(
        {
            "title": "Which keeper are you?",
            "slug": "keepers",
            "standfirst": "Words.",
            "what_it_is": "Words.",
            "what_it_is_not": "Words.",
            "minutes": "1",
            "answers_needed": "2",
            "close_call_margin": "0.225",
            "flat_below": "1.125",
            "clear_from": "1.875",
            "strong_from": "3",
            "sources-count": "0",
            "action-publish": "1",
            "questions": inline_formset(questions),
            "results": inline_formset(results),
            "golden": inline_formset([]),
        }
    )

    response = editor.post(url("add"), made, follow=True)

    quiz = Quiz.objects.get(slug="keepers")
    assert (quiz.live, quiz.edition.number) == (True, 1), said(response)
    page = {
        "title": "Which keeper?",
        "slug": "quiz",
        "quiz": str(quiz.pk),
        "standfirst": "Words.",
        "action-publish": "1",
        "comments": inline_formset([]),
    }
    editor.post(reverse("wagtailadmin_pages:add", args=["quiz", "quizpage", guide.pk]), nested_form_data(page))
    alice = a_browser()
    at = alice.post("/other-guide/quiz/", follow=True)
    assert "Question 1?" in at.content.decode()
