"""The count in the index of its key: a year is read without looking at a row."""

from django.db import migrations, models

KEY = ("edition", "today", "measure", "day", "retake", "a", "b", "c")


class Migration(migrations.Migration):
    dependencies = [("quiz", "0006_golden_answers")]

    operations = [
        migrations.RemoveConstraint(model_name="tally", name="tally_counted_once"),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=KEY, include=("n",), name="tally_counted_once"),
        ),
    ]
