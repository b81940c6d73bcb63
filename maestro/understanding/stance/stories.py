"""Words of a story: what was before, what others have, where somebody comes from. They are no need.

A thing that stands there is not written: it is asked for when it matters, which costs less than a wrong guess.
"""

import re
from collections.abc import Sequence

from maestro.understanding.english.grammar import FUNCTION, HOMOGRAPHS, PRODUCT, STOP
from maestro.understanding.english.text import norms

_PAST = (
    r"\b(?:we|i|they|he|she) (?:used|ran|tried|tested)\b(?=[^,.;]{0,40}\b(?:once|before|back then|in the past|"
    r"previously|earlier|ago|at (?:my|our|the) (?:old|last|previous)))|"
    r"used to (?:be|have|run|use|sit|live|work|keep|host)\b|"
    r"\b(?:we|i|they|he|she|it|people) (?:always |all )?used to \w+|"
    r"\b(?:we|i|he|she|they|it|there|who) (?:all )?(?:had|were)\b(?! (?:to|hoped|thought|planned|in mind|better|it))|"
    r"\b(?:(?:years?|months?|weeks?) ago|last (?:year|month|winter|summer|spring|autumn)|back then|formerly|"
    r"in the old days|since then|when (?:i|we) (?:started|began|came|joined)|(?:in|since) (?:19|20)\d\d)\b|"
    r"\b(?:he|she|they|who|company|firm) (?:has |have )?(?:moved|left|went|wrote|founded|wanted|offered|tried)\b"
)
_KIN = (
    r"\b(?:my|our|his|her|their|a|an|the|one) (?:\w+ )?(?:brother|sister|wife|husband|cousin|nephew|niece|uncle|aunt|"
    r"son|daughter|father|mother|parents|grand(?:mother|father|parents)|friend|neighbou?r|competitor|predecessor|"
    r"ex-\w+)s?(?:-in-law)?\b(?!-in-law)"
    r"(?! and (?:i|me)\b)(?!,? (?:(?:is|was|works?|does|knows?)\b[^,.;!?]{0,40}? and )?"
    r"(?:also |just |really |now )?(?:wants?|says?|said|insists?|thinks?|told|"
    r"decided|prefers?|asks?|asked|suggests?|recommends?|needs?))"
)
_ELSEWHERE = r"\b(?:somewhere else|nothing to do with (?:this|it|us)|not (?:part|the subject) of this)\b"
_STORY = re.compile(f"(?:{_PAST})|(?:{_KIN})", re.IGNORECASE)
_ASIDE = re.compile(_ELSEWHERE, re.IGNORECASE)
_THEIRS = re.compile(rf"[^,;.]{{0,40}}\b(?:at|of|with|from|belongs to) {_KIN[2:]}", re.IGNORECASE)
WANTED_TOO = re.compile(
    r"\b(?:the same|same (?:thing|here|for)|likewise|similar|me too|us too|like (?:them|him|her|theirs|his|hers|that)|"
    r"(?:want|need|like|take|get|have|copy|do)s? (?:that|this|it|one|these|those|exactly)(?: too| also| as well)?\b"
    r"(?!\s+(?:in|at|to|on|from|by|with|as|hosted|placed|back|moved|elsewhere)\b))|"
    r"\b(?:we|i|us|our|ours)\b(?!-)[^.!?]{0,40}\b(?:too|as well|also)\b",
    re.IGNORECASE,
)
_LOATHED = re.compile(  # "we hate Mondays and X"
    r"\b(?:hates?|hated|loathes?|despises?|detests?|dislikes?|(?:can't|cannot|can not) stand|sick of|"
    r"fed up with|tired of|"
    r"allergic to|afraid of|scared of|no (?:great )?(?:fans?|friends?) of|(?:mad|crazy) about|obsessed with)\s+"
    r"(?:[\w-]+\s+(?:and|or)\s+|the\s+|all\s+|this\s+|that\s+|our\s+|old\s+)*$",
    re.IGNORECASE,
)
_NAME_OF = re.compile(  # "our dog is called X"
    r"\b(?:dogs?|cats?|horses?|ponies|pony|pets?|parrots?|boats?|ships?|sons?|daughters?|kids?|bab(?:y|ies)|"
    r"bands?|teams?|"
    r"rooms?|houses?|pubs?|cafes?|bars?|shops?|cars?|cows?|goats?|hamsters?|mascots?)\b[^,.;:!?]{0,20}?"
    r"\b(?:is|are|was|were|'s)?\s*(?:called|named|nicknamed)\s+$",
    re.IGNORECASE,
)
_FOR_US = re.compile(r"[^,.;:!?]{0,25}?\bfor (?:us|me|our|my)\b", re.IGNORECASE)  # "a friend set it up for us"
_TALKED_OF = re.compile(  # "your form asked me about X", "a book on X": spoken of, not wanted
    r"\b(?:asked|asks|asking|heard|hear|hears|reads?|reading|joked?s?|jokes|laughed|raved|warned|lectur\w+|(?:a|"
    r"the|some|my|"
    r"your|his|her|"
    r"their|this|that) (?:\w+ ){0,2}?(?:stor(?:y|ies)|tales?|rumou?rs?|rants?|warnings?|news|books?|talks?|"
    r"courses?|videos?|films?|songs?|articles?|podcasts?|jokes?|"
    r"posts?|lectures?|"
    r"questions?|memes?))(?: (?:me|us|you|him|her|them))? (?:a lot |everything |all |something |things |so much )?"
    r"(?:about|of|on|whether|if)\b",
    re.IGNORECASE,
)
_CONCEDED = re.compile(r"\b(?:although|even (?:if|though)|(?:if|unless) you were)\b", re.IGNORECASE)
_NEED = re.compile(
    r"\b(?:needs?|wants?|would like|prefer|please|should|must|shall|will|now|today|currently|these days|still|"
    r"use|take|put|go (?:to|for|with)|(?:'d|would) go|asking for|same as|as before|call(?:ed)?|named?)\b|"
    r"'d like\b|[=:]",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|hosters?|providers?|suppliers?|agenc(?:y|ies)|consultants?|man|woman|guys?|people|"
    r"team|greetings|regards|postcards?|is|are|am|was|were|comes?|came|moved|moving|away)\s+(?:(?:mostly|mainly|"
    r"all|often|also|largely|"
    r"partly|both)\s+)?"
    r"from\s+(?:all over\s+|across\s+|all of\s+|everywhere in\s+)?(?:the\s+)?(?:[A-Z]\w+(?:,| and| or)\s+)*$|"
    r"\b(?:hoster|provider|supplier|agency|consultant|competitor|brother|sister|practice) in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(r"\b(?:close(?:r|st)?|near(?:er|est|by)?) (?:to|by)?\b[^,;.]*$", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    r"\b(?:people|persons?|users?|customers?|clients?|patients?|members?|visitors?|guests?|tourists?|readers?|"
    r"viewers?|"
    r"listeners?|players?|students?|pupils?|teachers?|citizens?|residents?|inhabitants?|employees?|workers?|staff|"
    r"colleagues?|buyers?|sellers?|shoppers?|subscribers?|farmers?|drivers?|doctors?|nurses?|donors?|families|parents|"
    r"children|kids|fans|merchants?|dealers?|suppliers?|partners?|tenants?|companies|schools|shops|stores|hospitals|"
    r"clinics|hotels|offices|branches)\s+"
    r"(?:(?:mostly|mainly|all|only|also|everywhere|all over|living|located|based)\s+)?"
    r"(?:in|from|across|around|throughout|over)\s+(?:the\s+)?(?:[A-Z]\w+(?:,| and| or)\s+)*$",
    re.IGNORECASE,
)
_KIND_OF_TEST = re.compile(
    r"\b(?:load|stress|smoke|unit|performance|pen|penetration|acceptance|regression|integration|speed|soak|blood|lab|"
    r"covid|driving)[- ]$",
    re.IGNORECASE,
)

_WHERE_THEY_SIT = re.compile(  # "Frankfurt is where our importer sits", not "is where it must run"
    r"\s+(?:is|was)\s+(?:only |just )?(?:where|the (?:seat|home|place|town|city|office) of)\s+"
    r"(?!(?:it|this|everything|all|we (?:want|need)|i (?:want|need)|the (?:system|service|data|thing|site))\b)",
    re.IGNORECASE,
)

_MANY = r"(?!(?:goes|is|was|has|its|this|always|as|us|does)\b)[a-z]+s"  # "the wardens", "customers"
_OFTEN = r"(?:\w+ly\s+|also\s+|all\s+|still\s+|both\s+)?"
_WHERE = (
    r"\s+(?:in|at|near|on|off|by|from|with|there|here|together|along|around|among|between|under|next|up|down|under)\b"
)
_DWELLING = re.compile(  # "half of them live in Lyon", "the wardens live up there"
    rf"\b(?:i|you|we|they|who|people|{_MANY})\s+{_OFTEN}(?P<verb>live)\b(?! (?:system|site|environment|server)s?\b)|"
    rf"\b(?:that|which|and|to|should|shall|must|will|would|can|could|may|might)\s+{_OFTEN}(?P<dwell>live){_WHERE}|\b(?P<lives>lives|lived)\b",
    re.IGNORECASE,
)
_TESTING = re.compile(  # "we test water", a trade; not "we test it first"
    rf"\b(?:we|they|who|which|you|people|{_MANY})\s+{_OFTEN}(?P<verb>test|stage|pilot)\s+(?!(?:it|this|that|"
    rf"these|them|"
    r"first|whether|if|how|only|with|things|everything|in|on|there|here|before|and|or|for|environment|is|are|to|"
    r"the \w+ (?:first|before|out)|out|our (?:idea|app|service|page|site|system|setup))\b)\w",
    re.IGNORECASE,
)
_HANDLING = re.compile(  # "we trigger an alarm by hand", "they scan every box"
    r"\b(?:i|we|you|they|who|people)\s+(?:\w+ly\s+|also\s+|all\s+)?(?P<verb>trigger|scan|file|document|queue|table)\s+"
    r"(?:an?|the|our|my|your|their|his|her|it|them|this|that|these|those|each|every|all|at|for|up)\b|"
    r"(?:^|\b(?:and|please|then|to|just)\s|[,;]\s*)(?P<order>file|queue|scan)\s+(?:it|them)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:each|every|any)\s+(?:(?:single|such|new|one)\s+)?$", re.IGNORECASE)
_IS_SOMETHING = re.compile(
    r"\s+(?:(?:is|was|becomes|means|makes|equals|triggers|creates|stands for|counts as)\s+"
    r"(?:just\s+|only\s+|but\s+|really\s+)?(?:an?|one|another)\b(?! must\b))",
    re.IGNORECASE,
)


_ARTICLE = re.compile(r"\b(?:the|our|my|your|their|its|an?)\s+$", re.IGNORECASE)
NO_NOUN = re.compile(
    r"\s*(?:$|[.,;:!?)\]]|(?:itself|is|are|was|will|must|should|shall|has|have|needs?|for|with|in|on|of|that|"
    r"which|where|"
    r"and|or|to|may|can|goes|instead|rather|not|please|then)\b)",
    re.IGNORECASE,
)


_PEOPLE = (
    r"(?:consultants?|consultanc(?:y|ies)|experts?|specialists?|people|team|guys|compan(?:y|ies)|firms?|vendors?|"
    r"departments?|operators?|engineers?|dealers?|traders?|sellers?|makers?|shops?|stores?|houses?|club|museum|"
    r"association|institute|foundation|society|office|business|industry|trade|sector)"
)
_SOUVENIR = (
    r"(?:t-?shirts?|mugs?|stickers?|caps|hats?|socks|books?|talks?|courses?|conferences?|meet-?ups?|jokes?|"
    r"fans?|trainings?|"
    r"certificates?|logos?|posters?|articles?|podcasts?)"
)
_OF_PEOPLE = re.compile(rf"\s+(?:{_PEOPLE}|{_SOUVENIR})\b", re.IGNORECASE)
_TRADE = re.compile(
    r"\b(?:we|i|who|company|firm|business)(?:'re|'m| are| am| is| that| which)?"
    r"(?: (?:an?|the|our|operates?|owns?|sells?|makes?|rents?(?: out)?|lets?|leases?|manufactures?|repairs?|builds?|"
    r"trades?(?: in)?|deals? in|produces?|collects?|restores?))+\s+(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
_MAKING = re.compile(
    r"\b(?:we|i|who|company|firm|business|family|workshop|factory)(?:'re|'m| are| am| is| that|"
    r" which)?(?: (?:also|only|mostly|"
    r"mainly))? (?:makes?|making|sells?|selling|produces?|manufactures?|repairs?|rents? out|rents?|imports?|"
    r"exports?|trades? in|"
    r"deals? in|crafts?|paints?|welds?|wash(?:es)?|collects?|restores?|deliver|delivers)(?: (?:and \w+|\w+ly|"
    r"small|big|large|"
    r"old|new|plastic|wooden|steel|metal|many|all kinds of|all sorts of|custom|fine))*\s+$",
    re.IGNORECASE,
)
_FOLLOWING = frozenset({"named", "called", "please", "keeps", "holds", "stores", "instead", "too", "class", "tier"})
_NOUN = re.compile(r"\s+(?P<noun>[a-z]{3,})\b", re.IGNORECASE)


def of_a_trade(text: str, start: int, end: int) -> bool:
    """Whether a thing only says what people do or what a house is: "our cache experts"."""
    if _OF_PEOPLE.match(text, end) is not None:
        return True
    return _TRADE.search(text, 0, start) is not None and follows_noun(text, end)


def is_ware(text: str, start: int, end: int) -> bool:
    """ "we make buckets": things in the plural that somebody makes or sells, and that run nowhere."""
    said = norms(text[start:end])
    ware = len(said) == 1 and said[0] in PRODUCT | HOMOGRAPHS and text[start:end].lower().endswith("s")
    return ware and _MAKING.search(text, 0, start) is not None


def follows_noun(text: str, end: int) -> bool:
    """Whether another noun follows at once, which the words before it only describe: "cold storage boxes"."""
    match = _NOUN.match(text, end)
    return match is not None and match["noun"].lower() not in FUNCTION | STOP | _FOLLOWING


def is_a_verb(text: str, start: int, end: int) -> bool:
    """Whether a word that can name a thing or a stage is what somebody does: "they live in Lyon", "we test water"."""
    found = (*_DWELLING.finditer(text), *_TESTING.finditer(text), *_HANDLING.finditer(text))
    return any(span == (start, end) for match in found for span in map(match.span, match.groupdict()))


def is_a_thing(text: str, start: int, end: int) -> bool:
    """ "the archive is a bucket": a word with an article and no noun after it is a thing, not what another is like."""
    return _ARTICLE.search(text, 0, start) is not None and NO_NOUN.match(text, end) is not None


def is_likened(text: str, start: int, end: int, before: Sequence[str] = ()) -> bool:
    """Whether a thing is only told as another one: "each scan is a message", here or in what was said `before`."""
    if _EACH.search(text, 0, start) is not None and _IS_SOMETHING.match(text, end) is not None:
        return True
    word = re.compile(rf"\b{re.escape(text[start:end])}\b", re.IGNORECASE)
    return any(is_likened(said, match.start(), match.end()) for said in before for match in word.finditer(said))


def in_a_story(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` tells of another time or of other people: a story's words before it, no need between.

    A whole clause that speaks of something else is none of the request either.
    """
    if _ASIDE.search(text) is not None or _THEIRS.match(text, end) is not None:
        return True
    if WANTED_TOO.search(text, end) is not None or _FOR_US.match(text, end) is not None:
        return False
    told = [match.end() for match in (*_STORY.finditer(text, 0, start), *_CONCEDED.finditer(text, 0, start))]
    if told:
        return _NEED.search(text, max(told), start) is None and _NEED.match(text, end) is None
    if _LOATHED.search(text, 0, start) is not None or _NAME_OF.search(text, 0, start) is not None:
        return True
    spoken = next(_TALKED_OF.finditer(text, 0, start), None)
    if spoken is None:
        return False
    piece = re.split(r"[,;]", text[end:], maxsplit=1)[0]
    return _NEED.search(re.sub(r"[=:]", " ", text[spoken.end() : end] + piece)) is None


def of_the_past(piece: str) -> bool:
    """Whether a piece tells how it was before: "we used to lend them a player"."""
    told = re.search(rf"{_PAST}|\b(?:our|my|the|his|her|their) (?:old|previous|former) \w+", piece, re.IGNORECASE)
    return told is not None and _NEED.search(piece, told.end()) is None


_WHOSE = re.compile(
    r"\s+(?:people|users|customers|clients|patients|members|visitors|guests|readers|viewers|players|students|teachers|"
    r"colleagues|buyers|sellers|shoppers|subscribers|drivers|doctors|fans|merchants|dealers|suppliers|partners|owners|"
    r"investors|bosses|managers|friends|companies|offices|branches|shops)\b",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(r"(?:i?ans?|ns?|ese|ish)$", re.IGNORECASE)


def of_people(word: str, place: str) -> bool:
    """Whether a word is what people of a place are called: "Americans", "Canadian"."""
    stem = _OF_PLACE.sub("", word).lower()
    near = place.lower().startswith(stem) and len(place) - len(stem) <= 2
    return stem != word.lower() and len(stem) > 2 and near


def is_whose_people(text: str, start: int, end: int) -> bool:
    """Whether a word of a place only tells of which place people are: "our American dealers"."""
    return _OF_PLACE.search(text[start:end]) is not None and _WHOSE.match(text, end) is not None


def comes_from(text: str, start: int) -> bool:
    """Whether a place at `start` is only where somebody or something comes from: "a company from Berlin"."""
    return _ORIGIN.search(text, 0, start) is not None


def is_where_people_are(text: str, start: int) -> bool:
    """Whether a place at `start` is only where somebody's people are: "patients in Texas", "fans across Spain"."""
    return _PEOPLE_IN.search(text, 0, start) is not None and _NEAR.search(text, 0, start) is None


def is_where_they_sit(text: str, end: int) -> bool:
    """Whether a place that ends at `end` is only where somebody is: "Frankfurt is where our importer sits"."""
    return _WHERE_THEY_SIT.match(text, end) is not None


def kind_of_test(before: str, word: str) -> bool:
    """ "our load test broke it": the words before make it a kind of test, no place where something runs."""
    return _KIND_OF_TEST.search(before) is not None and word.lower().startswith("test")
