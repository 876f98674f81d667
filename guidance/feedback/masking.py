"""Takes out of a reader's words whatever could be somebody's number or address, before they are kept.

Every character taken out leaves one •, so a text keeps its length. Characters are compared in their plain form
(Unicode NFKC): full-width, circled and mathematical digits count as digits.
"""

import re
import unicodedata
from collections.abc import Iterator

MASK = "•"
# Digits as Chinese writes and says them. Alone they are ordinary words; five in a row are a number.
NUMERALS = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
SPOKEN = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
SHORTEST_NUMBER = 5
# Between the digits of one number there may be up to three signs: spaces, hyphens, brackets, invisible characters.
# A percent sign ends a number, and so does what has been taken out already.
GAP = rf"[^\w%‰{MASK}]|_"
DIGIT = rf"[0{NUMERALS}]"

NUMBER = re.compile(rf"{DIGIT}(?:(?:{GAP}){{0,3}}{DIGIT})*[xX]?")
SPOKEN_NUMBER = re.compile(rf"(?:{SPOKEN})(?:[\s,.-]{{0,3}}(?:{SPOKEN})){{{SHORTEST_NUMBER - 1},}}", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
AT_NAME = re.compile(r"@[\w-]{2,30}")
WECHAT_ID = re.compile(r"wxid_\w+", re.IGNORECASE | re.ASCII)
# After a service's name, what a sign announces (“微信：zhangsan”, “WeChat ID: li_lei”) or what is no plain word
# (“微信zhangsan_88”) is somebody's name there.
SERVICE = r"(?:微信|薇信|v信|wechat|weixin|vx|wx|qq|抖音|telegram|whatsapp)"
CHAT_ID = re.compile(
    rf"{SERVICE}\s*(?:(?:号码?|id)\s*[:=]?|[:=])\s*(?P<id>[a-z][a-z0_.-]{{3,30}})"
    rf"|{SERVICE}\s*(?P<odd>(?=[a-z-]*[0_])[a-z][a-z0_-]{{4,30}})",
    re.IGNORECASE,
)


def mask(text: str, *, keep_short: bool = False) -> str:
    """The text with digits, numbers in words, e-mail addresses and chat names replaced by •, of the same length.

    Every digit goes. With `keep_short`, numbers of up to four digits stay (article 238, 36 %, 2026): for texts whose
    point may be a figure.
    """
    plain = "".join(map(plain_form, text))
    masked = list(text)
    for start, end in spans(plain, keep_short):
        masked[start:end] = MASK * (end - start)
    return "".join(masked)


def plain_form(character: str) -> str:
    """One character for one: any digit is 0, and anything else its NFKC form where that is a single character."""
    form = unicodedata.normalize("NFKC", character)
    if any(part.isdigit() for part in form):
        return "0"
    return form if len(form) == 1 else character


def spans(plain: str, keep_short: bool) -> Iterator[tuple[int, int]]:
    """Where something must go: start and end, possibly overlapping."""
    for pattern in (EMAIL, AT_NAME, WECHAT_ID, SPOKEN_NUMBER):
        for match in pattern.finditer(plain):
            yield match.span()
    for match in CHAT_ID.finditer(plain):
        yield match.span(match.lastgroup)
    for match in NUMBER.finditer(plain):
        if sum(character in f"0{NUMERALS}" for character in match[0]) >= SHORTEST_NUMBER:
            yield match.span()
        elif not keep_short:
            yield from ((match.start() + at, match.start() + at + 1) for at, sign in enumerate(match[0]) if sign == "0")
