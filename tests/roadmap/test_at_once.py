"""Many tick at once, and nothing is lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from roadmap import ticks
from roadmap.models import StepProgress
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
