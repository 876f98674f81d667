"""Why an act of an editor does not happen, each as a sentence for that editor."""

from guidance.editorial.problems import Problem


class Refused(Exception):  # noqa: N818  (said to the editor as it is)
    """What was asked may not be done, with the reason as a sentence for the editor."""


class NotYourRole(Refused):
    """The person's role does not include this."""


class SecondPersonNeeded(Refused):
    """The person wrote these words, and they say what the law is."""


class Unsound(Refused):
    """Something is wrong with the words: all of `problems`, each of which the reason names with field and line."""

    def __init__(self, reason: str, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(reason)
