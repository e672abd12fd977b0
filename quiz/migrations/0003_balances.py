"""What was computed of papers' fairness, and the one computation that may be under way."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0005_what_is_rolled_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "digest",
                    models.CharField(
                        help_text="Of the paper: SHA-256, in hexadecimal",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("document", models.JSONField(help_text="quiz.figures.Balance")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Computation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("paper", models.JSONField(help_text="The document of what is computed")),
                ("token", models.UUIDField()),
                ("share", models.FloatField(help_text="How much of the work is done, up to 1")),
                ("began", models.DateTimeField()),
                ("spoke", models.DateTimeField(help_text="When its process was last known to be alive")),
                ("failed", models.CharField(blank=True, help_text="Why it ended without a balance", max_length=500)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="computation_is_one")],
            },
        ),
    ]
