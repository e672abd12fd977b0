"""An editor makes a guide from nothing, in the admin alone, and a reader goes through it as through the first."""

import re
import secrets

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from guide.groups import EDITOR
from guide.models import GuidePage, SeriesHomePage
from quiz.models import Quiz
from roadmap.models import Path, Route, Stage, Step
from roles.models import Lifecycle, Phase, Role, Skill
from tests.browser.accessibility import axe, violations
from tests.browser.tabs.editor import EditorTab
from tests.browser.tabs.quiz import QuizTab
from tests.browser.tabs.route import RouteTab

GUIDE = "/engineer-to-teacher/"
ROLES = {"tutor": "Tutor", "lecturer": "Lecturer"}
STEPS = {"explain-one-bug": "Explain one bug", "run-one-class": "Run one class"}
MADE = [Path, Step, Stage, Route, Quiz, Role, Phase, Lifecycle]


@pytest.fixture
def editor(profile, live_database):
    """The tab of someone in the group Editor and no other, signed in. What they make goes after the test."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in MADE}
    password = secrets.token_urlsafe()
    user = User.objects.create_user("grace", "grace@example.org", password)
    user.groups.add(Group.objects.get(name=EDITOR))
    yield EditorTab(profile().new_page()).sign_in("grace", password)
    for page in GuidePage.objects.filter(slug="engineer-to-teacher"):
        page.delete()
    for model, kept in before.items():
        for thing in model.objects.exclude(pk__in=kept):
            thing.delete()
    user.delete()


def write_home(editor: EditorTab) -> int:
    editor.add_page("Guide page", SeriesHomePage.objects.get().pk)
    editor.fill(
        title="From Engineer to Teacher",
        eyebrow="Career transitions · engineer to teacher",
        kicker="From the answer to the question",
        standfirst="You explain for a living. The code stays; who reads it changes.",
        door_from_to="Engineer → Teacher",
        door_title="The teacher",
        door_edition="First edition",
        door_pitch="You stop solving it, and have it solved.",
        door_asks="To be quiet while someone else finds it.",
        door_contains="Two chapters\nQuiz\nRoute",
    )
    editor.insert("Contents").fill(**{"body-0-value-title": "Read these first"})
    editor.insert("Paths").fill(**{"body-1-value-title": "Two jobs"})
    editor.fill(
        **{f"body-1-value-items-0-value-{name}": words for name, words in (("name", "Tutor"), ("line", "One."))}
    )
    editor.fill(slug="engineer-to-teacher").publish()
    return GuidePage.objects.get(slug="engineer-to-teacher").pk


def write_chapters(editor: EditorTab, guide: int) -> None:
    for slug, heading in (("mindset", "Ask before you answer"), ("craft", "Show one, worked")):
        editor.add_page("Chapter page", guide).fill(title=slug.title(), summary=f"What the {slug} asks.")
        editor.insert("Prose").fill(**{"body-0-value": f"## {heading}\n\nA question first."})
        editor.fill(slug=slug).publish()


def write_roles(editor: EditorTab, guide: int) -> None:
    sentences = ("day", "seniority_note", "interview_signal")
    lists = ("owns", "does_not_own", "artifacts", "judged_by", "first_ninety_days")
    bands = [f"seniority_{level}" for level in ("junior", "mid", "senior", "staff")]
    editor.send_entry("roles/lifecycle", name="Teaching", summary="From a question to a class.", slug="teaching")
    lifecycle = Lifecycle.objects.get(slug="teaching").pk
    phase = {"name": "Teach", "slug": "teach", "question": "Did they get it?", "summary": "Someone learns."}
    editor.send_entry("roles/phase", lifecycle=lifecycle, produces="A person who can.", **phase)
    skills = list(Skill.objects.values_list("pk", flat=True)[:5])
    for slug, title in ROLES.items():
        editor.add_entry("roles/role").fill(
            title=title, tagline=f"A {slug} teaches.", usual_from="mid", usual_to="senior"
        )
        editor.fill(lifecycle=lifecycle, **{"phases-0-phase": Phase.objects.get(slug="teach").pk})
        editor.fill(**dict.fromkeys(sentences, "A sentence."), **dict.fromkeys(bands, "A class."))
        editor.fill(**dict.fromkeys(lists, "One\nTwo\nThree"))
        for place, skill in enumerate(skills):
            editor.add("skill").fill(**{f"skills-{place}-skill": skill, f"skills-{place}-why": "It matters."})
        editor.fill(slug=slug).publish()
    editor.add_page("Roles explorer page", guide).fill(title="The teaching roles", standfirst="Two roles.")
    editor.fill(
        from_lifecycle=Lifecycle.objects.get(slug="software").pk, to_lifecycle=lifecycle, slug="roles"
    ).publish()


def write_quiz(editor: EditorTab, guide: int) -> None:
    editor.add_entry("quiz/quiz").fill(title="Which teacher are you?", slug="which-teacher", answers_needed=3)
    editor.fill(**dict.fromkeys(("standfirst", "what_it_is", "what_it_is_not"), "Three choices."))
    for place, slug in enumerate(ROLES):
        editor.add("role").fill(**{f"results-{place}-role": Role.objects.get(slug=slug).pk})
    for place in range(3):
        form = f"questions-{place}"
        editor.add("question").fill(
            **{f"{form}-text": f"Whom do you help, {place + 1}?", f"{form}-slug": f"q{place + 1}"}
        )
        for choice, (answer, role) in enumerate(zip(("One person", "A hall"), ROLES.values(), strict=True)):
            editor.tab.locator(f"#id_{form}-choices-ADD").click()
            editor.fill(
                **{f"{form}-choices-{choice}-text": answer, f"{form}-choices-{choice}-slug": f"q{place + 1}-{choice}"}
            )
            editor.tab.locator(f"#weights-{form}").get_by_label(f"{role}: {answer}").fill("3")
    editor.publish()
    editor.add_page("Quiz page", guide).fill(title="Which teacher are you?", standfirst="Three choices.")
    editor.fill(quiz=Quiz.objects.get(slug="which-teacher").pk, slug="quiz").publish()


def write_route(editor: EditorTab, guide: int) -> None:
    editor.add_entry("roadmap/route").fill(title="The teaching route", as_of="2026-11-25", review_by="2027-11-25")
    editor.fill(**dict.fromkeys(("standfirst", "how_to_walk", "pace_basis"), "Two steps."), slug="teaching").publish()
    route = Route.objects.get(slug="teaching").pk
    stage = dict.fromkeys(("narrative", "you_arrive_with", "you_leave_with", "gate", "detour"), "Words.")
    stage |= {"name": "The first class", "slug": "first-class", "depth": "The door"}
    editor.send_entry("roadmap/stage", route=route, **stage)
    for before, (slug, title) in zip((None, "explain-one-bug"), STEPS.items(), strict=True):
        editor.add_entry("roadmap/step").fill(
            stage=Stage.objects.get(slug="first-class").pk, title=title, level="start"
        )
        editor.fill(why="It pays.", do="Do it.", evidence="A note.", pitfalls="Telling.", hours_low="1", hours_high="2")
        editor.add("skill").fill(**{"skills-0-skill": Skill.objects.all()[0].pk})
        if before:
            editor.add("prerequisite").fill(**{"prerequisites-0-needs": Step.objects.get(slug=before).pk})
        editor.fill(slug=slug).publish()
    editor.add_entry("roadmap/path").fill(
        route=route, role=Role.objects.get(slug="tutor").pk, slug="to-tutor", note="Short."
    )
    for place, slug in enumerate(STEPS):
        editor.add("step").fill(**{f"steps-{place}-step": Step.objects.get(slug=slug).pk})
    editor.publish()
    editor.add_page("Route page", guide).fill(title="The teaching route", standfirst="Two steps.", the_route=route)
    editor.fill(slug="route").publish()


def stands(tab: Page, heading: str, *above: str) -> None:
    """Expect a page that holds up: its heading, the crumbs above it, nothing for axe, nothing beside the edge."""
    expect(tab.get_by_role("heading", level=1)).to_contain_text(heading)
    if above:
        assert tab.locator(".crumbs a").all_inner_texts() == list(above)
    assert axe.run(tab).response["violations"] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.long
def test_an_editor_makes_a_guide_from_nothing_and_a_reader_uses_it(editor, profile):
    guide = write_home(editor)
    write_chapters(editor, guide)
    write_roles(editor, guide)
    write_quiz(editor, guide)
    write_route(editor, guide)

    tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    home, main = "From Engineer to Teacher", tab.get_by_role("main")
    tab.goto("/")
    main.get_by_role("link", name="The teacher").click()
    stands(tab, home)
    assert violations(tab) == []
    assert main.locator(".contents a").all_inner_texts() == ["Mindset", "Craft"]
    assert main.locator(".buttons a").all_inner_texts() == ["Take the quiz", "Open the route"]
    rooms = tab.get_by_role("navigation", name="Rooms").get_by_role("link")
    assert rooms.all_inner_texts()[:4] == ["Guide", "Roles", "Quiz", "Route"]

    main.get_by_role("link", name="Mindset").click()
    stands(tab, "Mindset", home)
    expect(main).not_to_contain_text("Where it is put to use")  # the first guide's mindset is another chapter
    main.get_by_role("link", name="Craft").click()
    stands(tab, "Craft", home)

    rooms.filter(has_text="Roles").click()
    expect(tab).to_have_url(re.compile(f"{GUIDE}roles/$"))
    expect(main).to_contain_text("2 of 2 roles")
    expect(main.locator(".explorer__key")).to_have_count(0)
    stands(tab, "The teaching roles", home)
    tab.goto(f"{GUIDE}roles/tutor/")
    assert main.get_by_text("It matters.").count() == 5
    stands(tab, "Tutor", home, "The teaching roles")

    tab.goto(f"{GUIDE}quiz/")
    expect(main).to_contain_text("3 questions")
    stands(tab, "Which teacher are you?")
    quiz = QuizTab(tab)
    tab.get_by_role("button", name="Start the quiz").click()
    for place in (1, 2, 3):
        expect(tab).to_have_title(re.compile(f"^Question {place} of 3: "))
        quiz.choose(1).go_on()
    quiz.has_result()
    stands(tab, "Tutor")
    assert [fit.rpartition(" ")[0] for fit in quiz.fits] == ["Tutor", "Lecturer"]
    expect(main.locator("#rule, #stay")).to_have_count(0)  # nobody has written those
    main.get_by_role("link", name=re.compile("^Start the route")).first.click()

    route = RouteTab(tab)
    expect(tab).to_have_url(re.compile(rf"{GUIDE}route/"))
    route.tick("Explain one bug").is_ticked("Explain one bug").counts("^1 of 2")
    stands(tab, "The teaching route", home)
    route.follow("Run one class")
    stands(tab, "Run one class", home, "The teaching route", "The first class")
    tab.get_by_role("radio", name="Done").check()
    expect(tab.get_by_role("status")).to_contain_text(": done.")
