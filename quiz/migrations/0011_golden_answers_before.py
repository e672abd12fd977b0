"""The JSON that golden answers were kept as goes: they are rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quiz", "0010_golden_answers_move")]

    operations = [migrations.RemoveField("quiz", "golden_before")]
