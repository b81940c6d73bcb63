"""Words around a thing that keep it out without a plain no: "spare us X", "X can stay in the drawer".

Only what stands right beside the thing counts, with no more than an article in between: verbs like these govern many
other things ("keep the database off the internet", "we pass on the messages").
"""

import re

from maestro.understanding.stance.unfavoured import unfavoured

_END = (
    r"(?=\s*(?:[,.;:!)–—-]|$|\b(?:and|but|so|then|please|too|anyway|again|because|since|as|for now|we|i|they|it|there|"
    r"nobody|this time|here)\b))"
)
_DETERMINER = (
    r"(?:(?:the|an?|any|our|your|that|this|those|these|all|such|its|whole|entire|more|of|own|using|having|running|"
    r"idea|thought|use|kind|sort|trouble|bother)\s+){0,5}"
)
_BEFORE = re.compile(  # verbs and idioms of keeping clear of a thing
    r"\b(?:(?:spare|save)s? (?:us|me|yourself|yourselves|everybody|everyone)(?: from)?|"
    r"(?:we|i)(?:'ll| will| would|'d| shall)(?: \w+ly| rather)? (?:pass on|skip|decline|refuse|waive|forgo)|"
    r"(?:let'?s|please|we can|you can|i can|we could|you may|we may|to|and|so|just|kindly) "
    r"(?:avoid|shelve|postpone|dump|discard|chuck|nix|veto|waive|decline|reject|refuse|abandon|exclude|cross out|"
    r"cross off|strike off|rule out|turn down|park)|(?:avoid|shelve|dump|discard|nix|chuck|reject|strike off|cross off|"
    r"cross out|rule out|abandon)(?=\s+(?:the|an?|any|your|that|this|all)\b)|"
    r"(?:we|i|they|he|she|it|board|boss|team)(?:'ve| have| has|'s)?(?: now| since| just| already| \w+ly)? "
    r"(?:avoided|shelved|postponed|dumped|discarded|vetoed|waived|declined|rejected|refused|abandoned|excluded|"
    r"crossed out|crossed off|struck off|struck|ruled out|turned down|dropped|scrapped|cancell?ed|ditched|binned|"
    r"axed|given up(?: on)?|gave up(?: on)?|gone off|done with|had enough of|fed up with|tired of|through with)|"
    r"(?:steer|stay|keep|keeping|stand) (?:well )?(?:clear of|away from|out of)|hands off|bother(?:ing|"
    r"ed)? (?:us |me |you )?"
    r"with|have no (?:need|use|place|time|room|budget|money) for|no (?:need|use|place|room|budget|money|appetite) for|"
    r"can(?:not|'t| not) (?:be bothered with|afford|look after|maintain|justify)|never ?mind|"
    r"not a (?:fan|friend) of|against (?:using|having|running)|could do without|"
    r"(?:we|i)(?:'re| are|'m| am) (?:done with|through with|over|past|not getting|not having|not taking|not buying))\s+"
    rf"{_DETERMINER}$",
    re.IGNORECASE,
)
_PLACED = re.compile(  # "leave X out", "put X aside": the verb before, the place after
    r"\b(?:leave|leaving|left|keep|keeping|put|set|lay|take|taking|taken|cross|throw|cut|rule|strike|cast|count|weed|"
    rf"shove|push)\s+{_DETERMINER}$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"\s*(?:aside|away(?! from)|behind|at home|on the (?:shelf|bench)|in the drawer|for (?:later|"
    rf"another (?:day|time))|"
    r"out of (?:it|this|that|the (?:request|picture|scope|order|list|draft|plan|game))|"
    r"off(?= the (?:list|table|order|request|menu|draft|plan))|out)"
    rf"(?: the \w+)?{_END}",
    re.IGNORECASE,
)
_NOUN = r"\s*(?:(?:cluster|database|cache|service|server|instance|bucket|zone|thing|stuff|part|idea)s?\b\s*)?"
_AUX = r"(?:(?:can|may|should|must|could|shall|will|would|might|has to|have to|is to|are to|to|please)\s+)?"
_STAYS = re.compile(
    rf"{_NOUN}{_AUX}(?:stay|stays|remain|remains|staying|be left|be put|gets? left|got left|was left|is left)\s+"
    r"(?:(?:behind|outside|away(?! from)|at home|unbuilt|out(?! of (?!it|this|that))|off (?:the (?:list|table|"
    r"menu|order)"
    r"|it|this)|a dream|a wish|where it was|over there)"
    rf"{_END}|(?:in|on|under|at) (?:the|its|a|our|their|his|her) (?:old \w+|drawer|shelf|box|cupboard|bench|"
    r"wish ?list|sidelines?|back burner|parking lot))",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"{_NOUN}(?:(?:can|could|may|will|must|should|has to|have to|is to)\s+(?:\w+ly )?wait\b|"
    r"(?:comes?|belongs?|is|are|will (?:come|follow|be)|follows?)\s+(?:\w+ly )?(?:(?:to|for|in|something for|"
    r"a matter (?:of|for)) )?(?:(?:a|the|our) )?(?:later|next (?:year|month|phase|round|release|quarter|stage)|"
    r"phase (?:two|three|2|3)|second phase|another (?:day|time|year|phase)|(?:the )?past|history)\b)",
    re.IGNORECASE,
)
_WENT = re.compile(
    rf"{_NOUN}(?:went|goes|go|will go) (?:with (?:it|them|that|him|her)|too|as well|out of the window|overboard){_END}|"
    rf"{_NOUN}{_AUX}go overboard\b",
    re.IGNORECASE,
)
_GOT = r"(?:is|are|was|were|has been|have been|had been|got|gets|being|been)"
_OUT = re.compile(
    rf"{_NOUN}{_GOT}\s+(?:(?:\w+ly|now|since|just|already|all|both|also)\s+)*(?:\w+ (?:and|but|then)(?: then)? )?"
    r"(?:off the (?:table|list|menu)|an? (?:no|no-go|non-starter|mistake|whim|slip|leftover|remnant|relic|"
    r"placeholder)\b|crossed (?:out|off)|"
    r"struck(?: (?:off|out))?|cancell?ed|"
    r"rejected|turned down|ruled out|vetoed|shelved|postponed|put off|deferred|parked|abandoned|discarded|thrown out|"
    r"voted down|taken (?:off|out)|ditched|dropped|scrapped|not (?:in|within) (?:the|our) (?:budget|scope|plan)|"
    r"beyond (?:us|our \w+)|too much (?:trouble|work|effort|hassle)|more (?:trouble|work) than it is worth|"
    rf"not worth (?:it|the \w+)|not (?:what|something) (?:we|i) (?:want|need)(?:ed)?){_END}",
    re.IGNORECASE,
)
_NO_USE = r"(?:needs?|wants?|uses?|asked for|requires?|miss(?:es)?|likes?|looks? after|understands?|has time for)"
_WHICH = re.compile(
    rf"{_NOUN},?\s*(?:which|that|who)\s+(?:"
    rf"(?:nobody|no ?one|none of us|hardly anybody|hardly anyone)(?: here| really| else)?\s+{_NO_USE}|"
    r"(?:we|i|they|you|he|she)\s+(?:\w+ly\s+)?(?:don'?t|do not|didn'?t|did not|never|no longer|won'?t|will not|"
    r"can'?t|cannot|would not|wouldn'?t|'d rather not|would rather not)\s+(?:\w+ly\s+|even\s+)?"
    rf"(?:{_NO_USE}|have|take|order|do)|"
    r"(?:can|may|should|must|is to|has to|will) (?:go|leave|be (?:dropped|removed|left out|taken out|struck|skipped))|"
    r"(?:is|are|was|were) (?:not|never|no longer|n't) (?:needed|wanted|required|necessary|asked for|used))"
    rf"(?:\s+(?:any ?more|at all|anyway|here|really|now|any longer|for|after all|yet))*{_END}",
    re.IGNORECASE,
)
_OWN = re.compile(  # "we pay for a firewall elsewhere"
    rf"\b(?:have|has|got|pay for|pays for|run|use|keep|own|buy|rent|host)\s+(?:already\s+)?{_DETERMINER}(?:\w+\s+)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(rf"{_NOUN}(?:(?:of our own|already|running)\s+)?(?:elsewhere|somewhere else)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|cannot|nobody)\s+(?:\w+\s+){0,2}$|n't\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_AFTER = (_STAYS, _WENT, _LATER, _OUT, _WHICH)


def forgone(text: str, start: int, end: int) -> int | None:
    """Where the words begin that keep `text[start:end]` out; None where there are none."""
    before = _BEFORE.search(text, 0, start)
    if before is not None and before.end() == start and not _kept(text, before.start()):
        return before.start()
    placed = _PLACED.search(text, 0, start)
    if placed is not None and placed.end() == start and _ASIDE.match(text, end) and not _kept(text, placed.start()):
        return placed.start()
    if _ELSEWHERE.match(text, end) and _OWN.search(text, 0, start):
        return start
    return start if unfavoured(text, start, end) or any(pattern.match(text, end) for pattern in _AFTER) else None


def _kept(text: str, start: int) -> bool:
    """ "do not leave the cache out": not kept out; "do not bother with the cache" is."""
    return _DENIED.search(text[:start]) is not None and not text[start:].lower().startswith("bother")
