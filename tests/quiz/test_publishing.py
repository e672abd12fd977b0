"""Publishing checks a draft, freezes what it scores, and finds an edition again by what it scores."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision

from core.publishing import publish_due
from quiz.models import Choice, Edition, Quiz, RoleResult
from quiz.models.draft import PublishingRefused
from quiz.papers import paper_of
from quiz.telling import tell
from tests.factories.quiz import AttemptFactory, QuizFactory, a_role, published

pytestmark = pytest.mark.django_db


def choice_of(quiz, question=1, choice=1):
    return quiz.questions.all()[question - 1].choices.all()[choice - 1]


def changed(quiz, question=1, choice=1, **values):
    """The quiz with other values in one of its choices, not saved."""
    rows = list(quiz.questions.all())
    choices = list(rows[question - 1].choices.all())
    for name, value in values.items():
        setattr(choices[choice - 1], name, value)
    rows[question - 1].choices = choices
    quiz.questions = rows
    return quiz


def reweighed(quiz):
    """The quiz with a weight of 1 where a 3 was: sound, and scored otherwise."""
    weights = dict.fromkeys(choice_of(quiz).weights, 1)
    return changed(quiz, weights=weights)


def codes(quiz):
    return [reason.code for reason in quiz.reasons()]


def test_publishing_makes_the_first_edition_and_puts_it_in_force():
    quiz = QuizFactory(roles=4, questions=5, choices=3)

    quiz = published(quiz)

    edition = quiz.edition
    assert quiz.live
    assert (edition.number, edition.quiz, list(quiz.editions.all())) == (1, quiz, [edition])
    assert edition.digest == quiz.paper().digest
    assert paper_of(edition) == quiz.paper()


def test_the_paper_survives_the_database():
    quiz = published(QuizFactory(roles=3, questions=4))

    paper = paper_of(Edition.objects.get())

    assert paper.scored == quiz.paper().scored
    assert paper.words == quiz.paper().words
    assert paper.words.context[0].choices[0].role == "backend-engineer"


def test_a_mended_typo_makes_no_edition_and_shows_in_the_one_in_force():
    quiz = published(QuizFactory())
    first = quiz.edition

    quiz = published(changed(quiz, text="Mended"))

    assert quiz.edition == first
    assert Edition.objects.count() == 1
    assert paper_of(quiz.edition).choice_words(1, 1).text == "Mended"


def test_a_changed_weight_makes_the_next_edition_and_leaves_the_first_with_its_results():
    quiz = published(QuizFactory())
    attempt = AttemptFactory(edition=quiz.edition, done=True)
    before = tell(paper_of(attempt.edition), attempt.answers)

    quiz = published(changed(reweighed(quiz), text="Mended"))

    assert quiz.edition.number == 2
    attempt.refresh_from_db()
    assert attempt.edition.number == 1
    assert tell(paper_of(attempt.edition), attempt.answers) == before
    assert paper_of(attempt.edition).choice_words(1, 1).text == "Answer 1"


def test_going_back_to_an_earlier_draft_goes_back_to_its_edition():
    quiz = QuizFactory()
    earlier = quiz.save_revision()
    earlier.publish()
    first = Quiz.objects.get().edition
    published(reweighed(Quiz.objects.get()))
    assert Quiz.objects.get().edition.number == 2

    earlier.publish(previous_revision=Revision.objects.latest("created_at"))

    assert Quiz.objects.get().edition == first
    assert Edition.objects.count() == 2


def test_going_back_brings_a_question_with_its_choices_though_its_row_was_deleted_since():
    quiz = published(QuizFactory())
    earlier, edition = quiz.latest_revision, quiz.edition
    kept = [(question.slug, [choice.slug for choice in question.choices.all()]) for question in quiz.questions.all()]
    quiz.questions.all()[0].delete()

    earlier.publish()

    quiz = Quiz.objects.get(pk=quiz.pk)
    again = [(question.slug, [choice.slug for choice in question.choices.all()]) for question in quiz.questions.all()]
    assert again == kept
    assert quiz.edition == edition


def test_two_quizzes_may_score_the_same_and_have_editions_of_their_own():
    quiz, other = QuizFactory(slug="one"), QuizFactory(slug="two")
    roles = {f"role-of-two-{at}": f"role-of-one-{at}" for at in range(2)}
    for question in other.questions.all():
        for choice in question.choices.all():
            choice.weights = {roles[slug]: weight for slug, weight in choice.weights.items()}
            choice.save()
    for result in other.results.all():
        result.role = a_role(roles[result.role.slug])
        result.save()

    first, second = published(quiz).edition, published(Quiz.objects.get(slug="two")).edition

    assert first.digest == second.digest
    assert (first.number, second.number) == (1, 1)


def test_what_an_edition_scores_can_not_be_changed_in_the_database():
    edition = published(QuizFactory()).edition

    for values in ({"scored": {}}, {"digest": "0" * 64}, {"number": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**values)
    Edition.objects.filter(pk=edition.pk).update(words={})


def test_editions_and_results_outlive_the_quiz():
    quiz = published(QuizFactory())
    attempt = AttemptFactory(edition=quiz.edition, done=True)

    quiz.delete()

    attempt.refresh_from_db()
    assert attempt.edition.quiz is None
    assert tell(paper_of(attempt.edition), attempt.answers).best.words.name


def test_a_result_reads_when_its_role_is_gone():
    quiz = published(QuizFactory())
    attempt = AttemptFactory(edition=quiz.edition, done=True)
    before = tell(paper_of(attempt.edition), attempt.answers)

    for result in RoleResult.objects.all():
        result.role.delete()

    attempt = type(attempt).objects.get()
    assert tell(paper_of(attempt.edition), attempt.answers) == before


def test_an_unsound_draft_is_saved_and_not_published():
    quiz = QuizFactory()
    changed(quiz, weights={}).save()

    with pytest.raises(PublishingRefused) as refused:
        published(quiz)

    assert "must stand behind exactly one choice and stands behind none" in " ".join(refused.value.messages)
    quiz = Quiz.objects.get()
    assert (quiz.live, quiz.edition, Edition.objects.count()) == (False, None, 0)
    assert Choice.objects.filter(weights={}).exists()


def test_a_refused_change_leaves_what_is_live_as_it_was():
    quiz = published(QuizFactory())

    with pytest.raises(PublishingRefused):
        published(changed(quiz, weights={}))

    quiz = Quiz.objects.get()
    assert (quiz.live, quiz.edition.number) == (True, 1)
    assert Choice.objects.get(slug="q1-c1").weights != {}


def test_a_role_that_is_not_published_is_refused():
    quiz = QuizFactory()
    quiz.results.first().role.unpublish()

    assert codes(quiz) == ["role-not-live"]


def test_a_role_that_was_deleted_is_refused_and_named():
    quiz = QuizFactory()
    quiz.results.first().role.delete()
    quiz = Quiz.objects.get()

    assert {(reason.code, reason.role) for reason in quiz.reasons()} >= {("role-unknown", f"role-of-{quiz.slug}-0")}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda quiz: setattr(quiz, "answers_needed", 4), "question-count"),
        (lambda quiz: changed(quiz, slug="q2-c1"), "same-choice"),
        (lambda quiz: changed(quiz, slug=""), "no-slug"),
        (lambda quiz: changed(quiz, weights=dict.fromkeys(choice_of(quiz).weights, 7)), "weight-range"),
        (lambda quiz: setattr(quiz, "strong_from", quiz.flat_below), "strength-order"),
    ],
    ids=["question-count", "same-choice", "no-slug", "weight-range", "strength-order"],
)
def test_each_fault_of_a_draft_has_its_reason(spoil, code):
    quiz = QuizFactory()

    spoil(quiz)

    assert code in codes(quiz)


def test_answers_for_context_can_be_added_and_not_moved_while_an_edition_is_in_force():
    quiz = published(QuizFactory())
    context = quiz.questions.all()[3]
    backend, other = context.choices.all()

    def asking(*choices):
        for place, choice in enumerate(choices):
            choice.sort_order = place
        context.choices = choices
        quiz.questions = [*quiz.questions.all()[:3], context]
        return codes(quiz)

    assert asking(backend, other, Choice(slug="new", text="New")) == []
    assert asking(other, backend) == ["context-moved"]
    assert asking(backend) == ["context-moved"]


def test_a_revision_does_not_carry_the_pointer_back():
    quiz = QuizFactory()
    before_anything = quiz.save_revision()
    quiz = published(quiz)

    assert before_anything.as_object().edition == quiz.edition


def scheduled(quiz):
    """A revision of the quiz, approved to go live an hour ago."""
    quiz.go_live_at = timezone.now() + timedelta(hours=1)
    revision = quiz.save_revision()
    revision.publish()
    past = timezone.now() - timedelta(hours=1)
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=past, content=revision.content | {"go_live_at": past.isoformat()}
    )
    return Revision.objects.get(pk=revision.pk)


def test_a_schedule_makes_its_edition_when_it_is_due():
    quiz = QuizFactory()
    scheduled(quiz)
    assert (Quiz.objects.get().live, Edition.objects.count()) == (False, 0)

    publish_due()

    quiz = Quiz.objects.get()
    assert (quiz.live, quiz.edition.number) == (True, 1)


def test_an_unsound_draft_is_not_scheduled():
    quiz = changed(QuizFactory(), weights={})
    quiz.go_live_at = timezone.now() + timedelta(hours=1)

    with pytest.raises(PublishingRefused):
        quiz.save_revision().publish()

    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_what_has_become_unsound_when_it_is_due_is_unscheduled_and_remembered_until_it_is_mended():
    quiz = QuizFactory()
    revision = scheduled(quiz)
    role = quiz.results.first().role
    role.unpublish()

    publish_due()
    publish_due()

    revision.refresh_from_db()
    quiz = Quiz.objects.get()
    assert revision.approved_go_live_at is None
    assert (quiz.live, Edition.objects.count()) == (False, 0)
    assert "is not published" in quiz.refusal.reasons[0]

    type(role).objects.filter(pk=role.pk).update(live=True)
    revision.publish()

    assert not hasattr(Quiz.objects.get(), "refusal")
    assert Quiz.objects.get().edition.number == 1
