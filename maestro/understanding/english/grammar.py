"""The closed grammar of English for acts that need no factory: yes, no, undo, approve, skip, ask back.

The patterns are data (`phrases.toml`). Whole-message ones are matched without the polite words around them, so that a
word inside a longer statement ("the ok button") does not count as an act.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from maestro.understanding.english.text import norms

_POLITE = (
    r"(?:[\s,]+(?:please|pls|thanks|thank you|thx|then|now|for now|i think|i guess|let'?s go|mate|sir|"
    r"madam|ma'?am|mam|boss|bro|dear|friend|la|lah|na|po|ji|abeg|yaar|eh))*"  # after it
)
_LEAD = r"(?:(?:ok|okay|oh|ah|hmm+|well|so|alright|all right|great|cool|right|and|please|sorry),?\s+)*"  # before it


@cache
def phrases() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads(resources.files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))


def _everyday() -> frozenset[str]:
    """Everyday words and their stems."""
    text = resources.files(__package__).joinpath("everyday.toml").read_text(encoding="utf-8")
    said = " ".join(tomllib.loads(text)["words"])
    return frozenset(said.split()) | frozenset(norms(said))


def _whole(name: str) -> re.Pattern[str]:
    patterns = "|".join(phrases()["whole"][name])
    return re.compile(rf"{_LEAD}(?:{patterns}){_POLITE}[\s.!…]*", re.IGNORECASE)


def _head(name: str) -> re.Pattern[str]:
    """The same after words of surprise, which turn the message already."""
    patterns = "|".join(phrases()["whole"][name])
    surprise = (
        r"(?:(?:ach|actually|argh|aw|bah|damn|er|hey|hm|meh|nah|never ?mind|no|nope|nvm|oops|stop|uh|um|wait|whoops|"
        r"yes|yeah)[\s,.!]+)*"
    )
    return re.compile(rf"{surprise}{_LEAD}{surprise}(?:{patterns}){_POLITE}[\s.!?…]*", re.IGNORECASE)


def _inside(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["inside"][name], re.IGNORECASE)


def _order() -> re.Pattern[str]:
    """An order to send the request off, as a whole piece of a message."""
    said = phrases()["approving"]
    thing, particle = said["thing"], rf"(?:\s+{said['particle']})*"
    sending = rf"{said['sending']}(?:\s+{thing})?{particle}(?:\s+{said['to']})?{particle}"
    doing = rf"{said['doing']}{particle}\s+{thing}{particle}"
    orders = "|".join((sending, doing, rf"{said['alone']}{particle}", *(rf"(?:{i}){particle}" for i in said["idiom"])))
    return re.compile(rf"(?:{said['lead']},?\s+)*(?:{orders})", re.IGNORECASE)


def _no() -> re.Pattern[str]:
    """A no, or that none of what was offered is meant, as a whole message."""
    said = phrases()["refusing"]
    none = rf"(?:{said['lead']}\s+)*{said['none']}(?:\s+{said['of']})?(?:,?\s+{said['said']})?{said['after']}*"
    patterns = "|".join((*phrases()["whole"]["no"], none, rf"(?:no,?\s+)?{said['denied']}{said['after']}*"))
    return re.compile(rf"{_LEAD}(?:{patterns}){_POLITE}[\s.!…]*", re.IGNORECASE)


def _recommended() -> re.Pattern[str]:
    """What the other side recommends, by that alone, as a whole piece of a message."""
    said = phrases()["recommending"]
    told, thing, marked, yours = rf"{said['told']}{said['verb']}", said["thing"], said["marked"], said["yours"]
    one = rf"(?:(?:the|that|an?|your) )?{thing}(?: (?:that|which))?"
    what = rf"what(?:ever)?|which(?:ever)?(?: {thing})?|anything|(?:just |exactly )?(?:as|like)|(?:the )?same as"
    shown = r"(?:marked|labell?ed|tagged|flagged|shown|listed)(?: as| with)? |with "
    before = r"(?:the |your |as |what(?:ever)?(?:'s| is) |which(?:ever)? (?:one )?is )?"
    where = r"(?:next to|beside|behind|after|on) it"
    fits = r"(?:fits?|suits?|works?|match(?:es)?|serves?) (?:(?:us|me|our \w+|it|this) )?"
    best = rf"(?:{one}|{what}) {fits}(?:the )?(?:best|better|most|closest)(?: (?:for|to) (?:us|me|it|this|that))?"
    named = "|".join(
        (
            rf"(?:{one}|{what}|(?:if|since|when) that(?:'s| is) what) {told}",
            best,
            rf"{before}(?:\w+ )?{marked}(?: (?:by you|{thing}))?",
            rf"(?:as per |on |at )?(?:your|the)(?: (?:own|first|top|personal|best))* {yours}",
            rf"{one}(?:(?:'s| is)| you(?:'ve| have))? (?:{shown})?[\"'(]*{marked}[\"')]*(?: {where})?",
        )
    )
    whole = rf"(?:{said['lead']},? )*(?:{said['taking']} )?(?:{named}){said['after']}*"
    return re.compile(rf"{_LEAD}{whole}{_POLITE}[\s.!…]*", re.IGNORECASE)


def _between(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["environments"][name], re.IGNORECASE)


YES = _whole("yes")
RECOMMENDED = _recommended()
TRUSTING = re.compile(phrases()["recommending"]["beside"], re.IGNORECASE)
NO = _no()
OWN_WORDS = _whole("own_words")
TOLD_BEFORE = _whole("told_before")
UNDO = _head("undo")
REDO = _whole("redo")
FROM_NOTHING = _whole("empty")
HELP = _whole("help")
CANCEL = _whole("cancel")
SMALL = _whole("small")
SKIP = _whole("skip")
DONT_KNOW = _whole("dont_know")
DONT_CARE = _whole("dont_care")
ACCEPT_ALL = _whole("accept_all")
END = _head("end")
AWAY = _whole("away")
PAUSE = _head("pause")
CONTINUE = _whole("continue")
START_OVER = _head("start_over")
FAINT = _whole("faint")
SUMMARY = _whole("summary")
PUZZLED = _whole("puzzled")
WEARY = _whole("weary")
DEFERRAL = re.compile("|".join(phrases()["deferral"]["pieces"]), re.IGNORECASE)
FILLER = re.compile(phrases()["deferral"]["filler"], re.IGNORECASE)
EVERYWHERE = _inside("everywhere")
TELLING_YES = _inside("telling_yes")
APPROVE = _whole("approve")
PADDING = _whole("padding")
TURN = _inside("turn")
TURNING = _inside("turning")
MISTAKE = _inside("mistake")
SAME = _inside("same")
HEDGE = _inside("hedge")
ORDER = _order()
AGAINST = re.compile(phrases()["approving"]["against"], re.IGNORECASE)
FAINTLY = re.compile(phrases()["approving"]["faint"], re.IGNORECASE)
CHECKING = _inside("checking")
STARTING = _inside("starting")
EMPTY = _inside("empty")
STEPS = _inside("steps")
CLEAR_UNDO = _inside("clear_undo")
SUBMIT = _inside("submit")
PERFECT = _inside("perfect")
NOT_SUBMIT = _inside("not_submit")
CORRECTION = _inside("correction")
STRONGER = _inside("stronger")
WEAKER = _inside("weaker")
REASON = _inside("reason")
ENCLOSED = _inside("enclosed")
PAPER = _inside("paper")
GIVING_WAY = _inside("giving_way")
JOINING = _inside("joining")
KEEPING = _inside("keeping")
UNSURE_SPELLING = _inside("unsure_spelling")
UNTOUCHED = _inside("untouched")
GOING = _inside("going")
WHENEVER = _inside("whenever")
COMING = _inside("coming")
LEAVING = _inside("leaving")
STARTED = _inside("started")
WHICH = _inside("which")
POLITE_REQUEST = _inside("polite_request")
ASKING = _inside("asking")
UNMARKED = _inside("unmarked_question")
AND_ALSO = _between("and_also")
PLACED = _between("placed")
IS_PLACE = _between("is_place")
BOTH = _between("both")
EVERY = _between("every")
ONE_MORE = _between("one_more")
INSTEAD = _between("instead")
TOLD_APART = _between("told_apart")
HAS = _between("has")
LIVE = _between("live")
PRACTICE = _between("practice")
TRYING = _between("trying")
UNREAL = _between("unreal")
TRIED_OUT = _between("tried_out")
ALIKE = _between("alike")
LIKE = _between("like")
DROPPED = _between("dropped")
GONE = _between("gone")
ONLY = _between("only")
ONLY_AFTER = _between("only_after")
OPENS = _between("opens")
FOR_ALL = _between("for_all")
OF_BOTH = _between("of_both")
TWICE = _between("twice")
CUT = _between("cut")
SMALLER = _between("smaller")
LARGER = _between("larger")
TOPICS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in phrases()["topics"].items())
STOP = frozenset(" ".join(phrases()["words"]["stop"]).split())
COMMON = frozenset(" ".join(phrases()["words"]["common"]).split())
FUNCTION = COMMON | frozenset(" ".join(phrases()["words"]["function"]).split())
ALIKE_WORDS = tuple(phrases()["words"]["alike"])
PRODUCT = frozenset(" ".join(phrases()["words"]["product"]).split())
HOMOGRAPHS = frozenset(norms(phrases()["words"]["homographs"]))
COMPUTING = frozenset(norms(phrases()["words"]["computing"]))
EVERYDAY = _everyday()
_ENDINGS = ("ing", "ed", "en", "est", "er", "ly", "d", "n", "r", "s")


def everyday(word: str) -> bool:
    """Whether a word, or what it is a form of, is said every day: "taken", "making"."""
    low = word.lower()
    bases = (low.removesuffix(ending) for ending in _ENDINGS if low.endswith(ending))
    return low in EVERYDAY or any(base in EVERYDAY or base + "e" in EVERYDAY for base in bases if len(base) > 1)
