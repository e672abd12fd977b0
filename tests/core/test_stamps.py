import subprocess
import sys

import pytest
from django.db import connection, transaction

from core import stampfile, stamps
from core.models import Stamp

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(VAR=Path(sys.argv[1]))
from core import stampfile
for _ in sys.stdin:
    print(stampfile.read(), flush=True)
"""


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block that ends as a transaction does: what waits for the commit runs."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask(process: subprocess.Popen) -> str:
    process.stdin.write("?\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def row() -> str:
    return Stamp.objects.get().value


@pytest.mark.django_db
def test_change_makes_a_new_stamp_and_copies_it(committed):
    with committed():
        stamps.change()
    before = stamps.current()

    with committed():
        stamps.change()

    assert stamps.current() == row() != before
    assert len(before) == 32


@pytest.mark.django_db
def test_copy_waits_for_the_commit(committed):
    stampfile.write("before")

    with committed():
        stamps.change()
        during = stamps.current()

    assert during == "before"
    assert stamps.current() == row()


@pytest.mark.django_db
def test_change_that_is_rolled_back_leaves_all_as_it_was(committed):
    with committed():
        stamps.change()
    before = stamps.current()

    with committed(), pytest.raises(RuntimeError), transaction.atomic():
        stamps.change()
        raise RuntimeError

    assert stamps.current() == row() == before


@pytest.mark.django_db
def test_kill_between_commit_and_copy_heals(committed):
    with committed():
        stamps.change()
    Stamp.objects.update(value="committed, but never copied")

    healed = stamps.heal()

    assert healed
    assert stamps.current() == "committed, but never copied"


@pytest.mark.django_db
def test_heal_leaves_a_true_copy_alone(committed, django_assert_num_queries):
    with committed():
        stamps.change()
    inode = stampfile.path().stat().st_ino

    with django_assert_num_queries(1):
        healed = stamps.heal()

    assert not healed
    assert stampfile.path().stat().st_ino == inode


@pytest.mark.django_db
def test_heal_makes_the_first_stamp():
    assert stamps.heal()

    assert stamps.current() == row() != ""


@pytest.mark.django_db
def test_heal_puts_the_copy_back_that_someone_removed(committed):
    with committed():
        stamps.change()
    stampfile.path().unlink()

    assert stamps.current() == ""
    assert stamps.heal()
    assert stamps.current() == row()


@pytest.mark.django_db
def test_copy_that_cannot_be_written_is_trusted_by_no_one_and_fails_no_publish(committed, monkeypatch, caplog):
    with committed():
        stamps.change()

    def full_disk(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.stampfile.os.replace", full_disk)
    with committed():
        stamps.change()

    assert stamps.current() == ""
    assert "No space left on device" in caplog.text
    assert [path.name for path in stampfile.path().parent.iterdir()] == ["lock"]


@pytest.mark.django_db(transaction=True)
def test_change_is_seen_by_a_process_that_is_already_running(var):
    stamps.change()
    before = row()
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, str(var)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        seen_before = ask(other)

        stamps.change()

        seen_after = ask(other)
        other.stdin.close()
    assert seen_before == before
    assert seen_after == row() != before


@pytest.mark.django_db(transaction=True)
def test_publishing_transactions_follow_one_another():
    """The second to change waits for the first, so that the last to commit is the last to be copied."""
    other = connection.copy()
    with transaction.atomic():
        stamps.change()
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_stamp")
            seen_outside = cursor.fetchone()[0]
    other.close()

    assert seen_outside == 0
    assert stamps.current() == row()


def test_what_is_kept_is_made_once_until_the_next_publish_and_always_without_a_stamp():
    kept, made = stamps.Kept(), iter("abcdef")

    def get(key):
        return kept.get(key, lambda: next(made))

    assert [get(1), get(1)] == ["a", "b"]
    stampfile.write("one")
    assert [get(1), get(2), get(1)] == ["c", "d", "c"]
    stampfile.write("two")
    assert [get(1), get(1)] == ["e", "e"]
