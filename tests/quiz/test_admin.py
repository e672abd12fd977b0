"""Editors build and publish a quiz; a refusal keeps the draft and says why, whichever way it was asked for."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from core.publishing import publish_due
from quiz.models import Choice, Edition, Question, Quiz, Refusal, RoleResult
from tests.factories.quiz import QuizFactory, published
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


@pytest.mark.parametrize("model", (Quiz, Question, Choice, RoleResult))
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
    rows = {"questions": inline_formset([]), "results": inline_formset([])}
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


def test_each_question_of_a_draft_can_be_previewed(editor):
    quiz = QuizFactory()
    modes = [name for name, _ in quiz.preview_modes]

    assert modes == ["question-1", "question-2", "question-3", "question-4"]
    for mode in modes:
        response = quiz.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert quiz.questions.all()[int(mode[-1]) - 1].text in response.rendered_content
    assert Quiz(title="Empty").preview_modes == [("", "No question yet")]
