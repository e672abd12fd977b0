"""Everything between an empty database and a site that can be served."""

import secrets
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

NAME = "admin"


class Command(BaseCommand):
    """Each step may be repeated: what is done already costs a look. One machine at a time."""

    help = "Migrate, load content, collect static files and make the first account; all of it, or the steps named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("steps", nargs="*", help=f"some of: {', '.join(self.steps())}")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = self.steps()
        if unknown := set(options["steps"]) - set(steps):
            raise CommandError(f"no step is called {', '.join(sorted(unknown))}; the steps are {', '.join(steps)}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('prepare'))")
        for what, step in (steps[name] for name in options["steps"] or steps):
            self.stdout.write(f"    {what} ...")
            began = time.monotonic()
            step()
            self.stdout.write(f"    {what}: {time.monotonic() - began:.1f} s")
        self.make_account()

    def steps(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """Each step by name, in order: what it does, in words, and itself."""
        return {
            "tables": ("tables", lambda: call_command("migrate", verbosity=0, stdout=self.stdout)),
            "content": ("content", lambda: call_command("load", stdout=self.stdout)),
            "static": ("static files", lambda: call_command("collectstatic", interactive=False, verbosity=0)),
        }

    def make_account(self) -> None:
        """An administrator, if there is none; the password is shown here and nowhere else."""
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(NAME, email="", password=password)
        self.stdout.write(
            f"\nAn account for the admin was made. Name: {NAME}  Password: {password}\n"
            f"This is shown once. To change it: bin/manage changepassword {NAME}"
        )
