from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "guidance.pages"

    def ready(self) -> None:
        from guidance.editorial import at_hand
        from guidance.pages import changes, watching

        changes.connect()
        at_hand.tell_by(watching.followed_generation)
