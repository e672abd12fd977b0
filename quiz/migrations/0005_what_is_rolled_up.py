"""What is rolled up of the attempts and how far; where an unfinished one settled; what deleted ones counted for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0002_what_the_database_keeps"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="settled",
            field=models.PositiveSmallIntegerField(
                help_text="Where it settled unfinished, 30 days after opening: how many questions it had reached",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="gone",
            name="edition",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s", to="quiz.edition"
            ),
        ),
        migrations.AlterField(
            model_name="gone",
            name="measure",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("started", "Started"),
                    ("completed", "Completed"),
                    ("excluded", "Excluded (a: why)"),
                    ("reached", "Reached (a: question; one more than there are: the result)"),
                    ("best", "Best fit (a: role)"),
                    ("runner_up", "Runner-up (a: role)"),
                    ("outcome", "Kind of result (a: 1 clear, 2 close, 3 flat)"),
                    ("time", "Time taken (a: bucket)"),
                    ("pair", "By month: best fit (a) and runner-up (b)"),
                    ("points", "By month: best fit (a) and its points (b)"),
                    ("margin", "By month: margin (a: quarters of z)"),
                    ("stable", "By month: single changes that keep the best fit (a)"),
                    ("choice", "By month: question (a), choice (b), best fit (c)"),
                    ("context", "By month: context question (a), choice or 0 (b), best fit (c)"),
                ],
                max_length=9,
            ),
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("differences", models.JSONField(default=list, help_text="A sentence for each, the first hundred")),
                ("count", models.PositiveIntegerField(default=0, help_text="How many differences there are")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="reconciliation_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Watermark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="watermark_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="UTC; the first of the month for what is counted by month")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("started", "Started"),
                            ("completed", "Completed"),
                            ("excluded", "Excluded (a: why)"),
                            ("reached", "Reached (a: question; one more than there are: the result)"),
                            ("best", "Best fit (a: role)"),
                            ("runner_up", "Runner-up (a: role)"),
                            ("outcome", "Kind of result (a: 1 clear, 2 close, 3 flat)"),
                            ("time", "Time taken (a: bucket)"),
                            ("pair", "By month: best fit (a) and runner-up (b)"),
                            ("points", "By month: best fit (a) and its points (b)"),
                            ("margin", "By month: margin (a: quarters of z)"),
                            ("stable", "By month: single changes that keep the best fit (a)"),
                            ("choice", "By month: question (a), choice (b), best fit (c)"),
                            ("context", "By month: context question (a), choice or 0 (b), best fit (c)"),
                        ],
                        max_length=9,
                    ),
                ),
                ("retake", models.BooleanField()),
                ("today", models.PositiveSmallIntegerField()),
                ("a", models.PositiveSmallIntegerField(default=0)),
                ("b", models.PositiveSmallIntegerField(default=0)),
                ("c", models.PositiveSmallIntegerField(default=0)),
                ("n", models.PositiveIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="quiz.edition",
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("see_statistics", "See the quiz statistics"),
                    ("export_attempts", "Export the quiz's attempts, one by one"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "today", "measure", "day", "retake", "a", "b", "c"),
                        name="tally_counted_once",
                    )
                ],
            },
        ),
    ]
