"""The last resort for someone who has lost both phone and recovery codes."""

from argparse import ArgumentParser

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from guidance.accounts import second_step


class Command(BaseCommand):
    help = "Forgets an editor's phone and recovery codes; they set up two-step sign-in again when they next sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, username: str, **options) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named “{username}”.")
        second_step.reset(user)
        self.stdout.write(f"{username} sets up two-step sign-in again when they next sign in.")
