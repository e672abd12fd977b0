"""What searches read of a command, written by the database itself, and the indexes that answer them."""

from django.db import migrations

NEW = """
ALTER TABLE cookbooks_command ADD COLUMN haystack text GENERATED ALWAYS AS (
    lower(command || E'\\n' || what || E'\\n' || example || E'\\n' || note)
) STORED;
CREATE INDEX command_by_its_words ON cookbooks_command USING gin (haystack gin_trgm_ops);
CREATE INDEX command_nearly_so ON cookbooks_command USING gin (command gin_trgm_ops);
"""
OLD = """
DROP INDEX command_nearly_so;
DROP INDEX command_by_its_words;
ALTER TABLE cookbooks_command DROP COLUMN haystack;
"""


class Migration(migrations.Migration):
    dependencies = [("cookbooks", "0004_the_rule_itself")]

    operations = [
        migrations.RemoveIndex("command", "command_by_its_words"),
        migrations.RunSQL(NEW, OLD),
    ]
