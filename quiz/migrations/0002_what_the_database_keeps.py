"""What an edition scores never changes, whoever writes; and room in each page for answers to be updated in place."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION quiz_edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What an edition scores never changes: publish another edition.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER quiz_edition_is_frozen BEFORE UPDATE ON quiz_edition FOR EACH ROW
WHEN (
    (OLD.scored, OLD.digest, OLD.number, OLD.opened_at) IS DISTINCT FROM
    (NEW.scored, NEW.digest, NEW.number, NEW.opened_at)
)
EXECUTE FUNCTION quiz_edition_is_frozen();
"""
THAW = """
DROP TRIGGER quiz_edition_is_frozen ON quiz_edition;
DROP FUNCTION quiz_edition_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("quiz", "0001_initial")]

    operations = [
        migrations.RunSQL(FREEZE, THAW),
        # An answer touches no index: with room on its page, PostgreSQL writes the new row beside the old one.
        migrations.RunSQL(
            "ALTER TABLE quiz_attempt SET (fillfactor = 80)", "ALTER TABLE quiz_attempt RESET (fillfactor)"
        ),
    ]
