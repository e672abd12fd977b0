"""The golden answers of a quiz, whose results editors watch."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0003_balances"),
    ]

    operations = [
        migrations.AddField(
            model_name="quiz",
            name="golden",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Answers whose results are watched: a list of {covers, answers}, question slug to choice slug. From the content files.",
            ),
        ),
    ]
