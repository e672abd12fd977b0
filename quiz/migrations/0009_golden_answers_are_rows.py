"""Golden answers become rows with a form of their own; what was kept as JSON waits beside them."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

import quiz.fields


class Migration(migrations.Migration):
    dependencies = [("quiz", "0008_attempts_that_stand"), ("roles", "0003_launch_ticks")]

    operations = [
        migrations.RenameField("quiz", "golden", "golden_before"),
        migrations.CreateModel(
            name="GoldenAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "covers",
                    models.CharField(
                        help_text="What the sheet stands for: “Reads every log before a meeting”.",
                        max_length=200,
                        verbose_name="whose they are",
                    ),
                ),
                (
                    "answers",
                    quiz.fields.AnswersField(
                        blank=True,
                        default=dict,
                        help_text="A question and its choice a line, by their slugs: “demo-flaw: slow-and-dear”. "
                        "Every scored question.",
                    ),
                ),
                (
                    "best",
                    models.ForeignKey(
                        blank=True,
                        help_text="The role that has to come first. Without one the result is shown, and nothing is "
                        "expected of it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="roles.role",
                        verbose_name="leads to",
                    ),
                ),
                (
                    "quiz",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="golden", to="quiz.quiz"
                    ),
                ),
            ],
            options={"ordering": ["sort_order"], "abstract": False},
        ),
    ]
