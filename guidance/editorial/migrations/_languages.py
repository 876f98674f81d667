"""Fills `languages` of rows that were there before it: for the migrations that add the field."""

from collections.abc import Callable

SOURCE, SOURCE_SUFFIX = "zh-hans", "_zh_hans"
OTHERS = {"en": "_en"}


def fill(app: str, *models: str) -> Callable:
    """What a migration of an app runs for these models."""

    def run(apps: object, _schema_editor: object) -> None:
        for name in models:
            model = apps.get_model(app, name)
            for row in model._base_manager.all():
                row.languages = languages_of(row)
                row.save(update_fields=["languages"])

    return run


def languages_of(row: object) -> list[str]:
    """The source's, and each in which every field that is written in the source is written too."""
    translated = [
        field.name.removesuffix(SOURCE_SUFFIX)
        for field in row._meta.concrete_fields
        if field.name.endswith(SOURCE_SUFFIX) and not field.name.endswith(f"_html{SOURCE_SUFFIX}")
    ]
    written = [name for name in translated if getattr(row, name + SOURCE_SUFFIX)]
    return [SOURCE, *(code for code, suffix in OTHERS.items() if all(getattr(row, name + suffix) for name in written))]
