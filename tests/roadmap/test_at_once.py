"""Many tick at once, and nothing is lost."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from roadmap import ticks
from roadmap.models import Step, StepPrerequisite, StepProgress
from roadmap.walking import State
from tests.factories.learners import LearnerFactory
from tests.factories.progress import NOON
from tests.factories.roadmap import StageFactory, StepFactory

THREADS, EACH = 20, 10


def at_once(run):
    """Call `run` with 0 to 19, each in a thread with a connection of its own; what one raises is raised here."""
    trouble, gate = [], threading.Barrier(THREADS)

    def work(place):
        try:
            gate.wait()
            run(place)
        except Exception as error:
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_learners_tick_at_once_and_two_devices_agree():
    stage = StageFactory(route__slug="route")
    StepFactory(stage=stage, slug="pick")
    learners = LearnerFactory.create_batch(THREADS * EACH)

    at_once(
        lambda place: [
            ticks.tick(learner, "route", "pick", State.DONE) for learner in learners[place * EACH : (place + 1) * EACH]
        ]
    )
    assert StepProgress.objects.filter(state=State.DONE).count() == THREADS * EACH

    one = learners[0]
    StepProgress.objects.filter(learner=one).delete()
    states = [*State, None]
    at_once(
        lambda place: [
            ticks.tick(
                one, "route", "pick", states[(place + turn) % 4], at=NOON + timedelta(seconds=place * EACH + turn)
            )
            for turn in range(EACH)
        ]
    )

    last = states[(THREADS - 1 + EACH - 1) % 4]
    assert ticks.states(one, "route")["pick"].state == last
    assert StepProgress.objects.filter(learner=one).count() == 1


@pytest.mark.django_db(transaction=True)
def test_editors_who_publish_at_once_close_no_circle():
    stage = StageFactory(route__slug="route")
    steps = StepFactory.create_batch(THREADS, stage=stage)
    refused = []

    def need_the_next(place):
        step = Step.objects.get(pk=steps[place].pk)
        step.prerequisites = [StepPrerequisite(needs=steps[(place + 1) % THREADS], sort_order=0)]
        try:
            step.save_revision().publish()
        except ValidationError as error:
            refused.append(error)

    at_once(need_the_next)

    assert len(refused) == 1
    assert "a circle that nobody can begin" in str(refused[0])
    assert StepPrerequisite.objects.count() == THREADS - 1
