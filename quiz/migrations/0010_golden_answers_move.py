"""What was kept as JSON becomes rows."""

from django.db import migrations


def move(apps, schema_editor):
    """A row for each {covers, answers}, in their order. What they have to lead to comes with the content."""
    Quiz, GoldenAnswers = apps.get_model("quiz", "Quiz"), apps.get_model("quiz", "GoldenAnswers")
    for quiz_id, cases in Quiz.objects.values_list("pk", "golden_before"):
        GoldenAnswers.objects.bulk_create(
            GoldenAnswers(quiz_id=quiz_id, sort_order=place, covers=case["covers"], answers=case["answers"])
            for place, case in enumerate(cases or [])
        )


def move_back(apps, schema_editor):
    """The rows as JSON, without what they have to lead to."""
    Quiz, GoldenAnswers = apps.get_model("quiz", "Quiz"), apps.get_model("quiz", "GoldenAnswers")
    for quiz in Quiz.objects.only("pk"):
        rows = GoldenAnswers.objects.filter(quiz=quiz.pk).order_by("sort_order").values("covers", "answers")
        Quiz.objects.filter(pk=quiz.pk).update(golden_before=list(rows))
    GoldenAnswers.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("quiz", "0009_golden_answers_are_rows")]

    operations = [migrations.RunPython(move, move_back)]
