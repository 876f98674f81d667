from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "guidance.pages"

    def ready(self) -> None:
        from guidance.pages import changes

        changes.connect()
