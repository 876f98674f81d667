"""Shows how far a long step has come: one line that renews itself on a terminal, a line a stage elsewhere."""

from typing import TextIO


class ProgressLine:
    """Call it with stage, done and total. Prints to `stream` only what a person can follow."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_terminal = stream.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        finished = done >= total
        if self.is_terminal:
            end = "\n" if finished else ""
            self.stream.write(f"\r\033[K  {stage} {done}/{total}{end}")
            self.stream.flush()
        elif finished:
            self.stream.write(f"  {stage} {done}/{total}\n")
            self.stream.flush()
