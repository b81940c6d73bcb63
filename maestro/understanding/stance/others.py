"""What a message tells of somebody else: "my mates have their own cluster", "the gym across the street is on Azure".

A clause whose subject is neither the user nor what they build, with a verb of having, running or boasting, says nothing
of the request, unless the same is wanted. Nor does a place of a journey. Both are blanked before anything is read.
"""

import re
from collections.abc import Iterator

from maestro.understanding.stance.stories import WANTED_TOO

Place = tuple[int, int]

_FAMILIAR = (
    r"(?:mates?|buddy|buddies|pals?|friends?|acquaintances?|cousins?|uncles?|aunts?|nephews?|nieces?|in-laws|"
    r"(?:(?:step|half-?|twin )?(?:brothers?|sisters?|sons?|daughters?|fathers?|mothers?))(?:-in-law)?|dad|mum|mom|"
    r"grand\w+|wife|husband|girlfriend|boyfriend|fianc[eé]e?|partner's \w+|neighbou?rs?|competitors?|rivals?|"
    r"competition|"
    r"predecessors?|successors?|ex-\w+|class-?mates?|flat-?mates?|room-?mates?|(?:former|old|ex|previous) "
    r"(?:boss(?:es)?|employers?|colleagues?|compan(?:y|ies)|firms?|clubs?|teams?|jobs?))"
)
_GROUP = (
    r"(?:teams?|squads?|groups?|departments?|divisions?|branch(?:es)?|offices?|compan(?:y|ies)|firms?|clubs?|schools?|"
    r"shops?|stores?|clinics?|agenc(?:y|ies)|facult(?:y|ies)|institutes?|ministr(?:y|ies)|chapters?|leagues?|towns?|"
    r"villages?|cit(?:y|ies)|hospitals?|people|guys|folks|lads|crowd|lot|businesses|outfits?|places|organi[sz]ations?|"
    r"associations?|start-?ups?|vendors?|providers?)"
)
_NEIGHBOUR = r"(?:sister|parent|mother|daughter|partner|rival|competing|neighbou?ring)"
_MANY = (
    r"(?:everybody else|everyone else|others|all the others|(?:other|most) (?:\w+ )?(?:people|folks|"
    rf"{_GROUP})|(?:the |all the )?big(?:ger)? \w+s|half the (?:industry|town|world|trade|country|village)|"
    rf"(?:the )?big (?:ones|players|guys|boys|"
    rf"names|chains)|"
    rf"(?:an)?other {_GROUP}|some other {_GROUP})"
)
_DETERMINER = r"(?:my|our|his|her|their|your|an?|the|this|that|some|one(?: of (?:my|our|the))?|two(?: of (?:my|our))?)"
_WHICH = (  # what says more of a person or a group: "in the ticketing squad", "from school", "of mine", a name
    r"(?:,? (?:of (?:mine|ours|his|hers)|(?:in|at|from|over at|over in|with|by|of) (?:the |a |an |my |our )?"
    r"[\w&'.-]+(?: (?!(?:has|have|is|are|runs?|uses?|got)\b)[\w&'-]+){0,2}|next door|down the \w+|up the \w+|"
    r"across the \w+|over there|(?-i:[A-Z])\w+))?,?"
)
_PERSON = (
    rf"(?:{_DETERMINER} (?:[\w-]+ ){{0,2}}?(?:{_FAMILIAR}|{_NEIGHBOUR} {_GROUP})(?:'s? (?:new )?[\w-]+)?{_WHICH}|"
    rf"{_MANY}{_WHICH})"
)
_WHERE = (
    r"(?:next door|(?:on the )?next floor|(?:a|one|two) floors? (?:up|down|above|below)|(?:a|two|"
    r"three) doors? (?:down|up)|"
    r"(?:just )?(?:across|over|down|up|along) the (?:street|road|river|hall|hallway|corridor|way|lane|square|"
    r"border|hill|"
    r"bay|lake|valley)|(?:round|around) the corner|in the next (?:town|village|valley|building|street|room|county))"
)
_NAMED = (
    r"(?:(?:the|a|that) )?(?!(?:we|i|it|our|my|this|ours?|us)\b)[\w&'.-]+(?: (?!(?:is|are|has|have)\b)[\w&'-]+){0,3}"
)
_LOCATED = rf"{_NAMED},? {_WHERE},?(?: (?:they|he|she|who|which|that))?"
_OFTEN = r"(?:(?:also|all|both|just|now|still|already|always|even|only|apparently|once|each|\w+ly) )?"
_PREDICATE = (
    r"(?:(?:has|have|'ve)(?! (?:to|been|asked|told|decided|agreed|requested|ordered|approved|said|insisted|made|"
    r"set|given|"
    r"wanted|needed|confirmed|advised|recommended|suggested|promised|offered)\b)|had(?! to\b)|got|runs?|ran|"
    r"uses?|used(?! to)|"
    r"(?:is|are|was|were) (?:now |all )?(?:on|in|at|with|over|fully|running|using|hosted|happy|proud|crazy|mad|big)|"
    r"sits? (?:in|on)|lives? (?:in|on)|(?<!, )hosts?|hosted|keeps?|kept|puts?|pays?|paid|spends?|spent|bought|buys?|"
    r"chose|chooses?|"
    r"picked|went(?! (?:to us|back|wrong|well))|goes (?:for|with)|moved|migrated|switched|works? (?:with|on|in)|"
    r"deploys?|"
    r"stores?|"
    r"does everything|do everything|did|loves?|likes?|hates?|adores?|relies on|rely on)"
)
_BOAST = (
    r"(?:brags?|bragging|boasts?|boasting|raves?|raving|crows?|gushes|swears? by|sings? the praises|shows? off|"
    r"showing off|"
    r"(?:goes|go|going) on (?:and on )?about|(?:bangs?|banging|harps?|harping) on about|won't (?:shut up|"
    r"stop talking) "
    r"about|keeps? (?:talking|telling \w+|going on|banging on|bragging|boasting|raving) (?:about|of|how))"
)
_OFFICES = (
    r"(?i:(?:the )?(?:accounting|accounts|finance|marketing|sales|logistics|legal|procurement|purchasing|payroll|"
    r"engineering))"
)
_OWN = (  # "HR has its own folder": of a department, never of what is built
    rf"(?:[A-Z]{{2,4}}|R&D|(?:the |our )?(?:[\w-]+ )?{_GROUP}|{_OFFICES})"
    r"(?: (?:have|has|got|have got|has got|run|runs|use|uses) (?:already )?(?:its|their) own)\b"
)
_HIS = (
    rf"(?:(?:[Oo]ur|[Mm]y|[Tt]he) )?(?!(?:we|i|it|this|ours?|us)\b)[\w&'.-]+(?: [\w&'-]+){{0,2}} {_OFTEN}{_PREDICATE} "
    r"(?:his|her)\b"
)
_RIVAL = (
    r"(?:competitors?|rivals?|competition|predecessors?|(?:sister|parent|rival|competing|neighbou?ring) "
    rf"{_GROUP})(?: of (?:ours|mine))?"
)
_ANY_VERB = (  # of a rival any verb but those of wishing and telling
    r"(?!(?:wants?|wanted|needs?|needed|says?|said|asks?|asked|insists?|requires?|demands?|pays?|paid|told|"
    r"tells|would|"
    r"should|must|and|"
    r"or|in|of|from|at|with|on|for|is|are|was|were|,)\b)[a-z]+"
)
_SHRUG = (
    r"(?:(?:(?:it |that |which )?(?:doesn't|does not|don't) (?:matter(?: to (?:us|me))?|concern us|"
    r"interest (?:me|us))|whatever|"
    r"who cares|"
    r"(?:i|we) (?:couldn't|could not|don't|do not) care(?: less)?|not (?:our|my) (?:business|problem|concern|thing)|"
    r"none of (?:our|my) business|good for (?:them|him|her)|each to (?:their|his|her) own|different (?:world|"
    r"story|league)|"
    r"that's (?:their|his|her) (?:business|problem|choice|affair)|lucky (?:them|him|her)|don't ask (?:me )?why|"
    r"nothing to do with (?:us|me)|(?:i|we) sing better|let (?:them|him|her))\b)"
)
_SHRUGGED = (  # "the ministry has two data centres, doesn't matter to us"
    rf"(?!(?:we|i|it|this|that|please|the region|you)\b)(?:[\w&'-]+ ){{1,5}}?(?:has|have|runs?|uses?|is on|"
    rf"are on|is in|are in|sits? in)\b"
    rf"[^.!?;\n]{{2,100}}?[,.!–—-]+\s*(?:but |and |so )?{_SHRUG}"
)
_SUBJECTS = tuple(
    re.compile(
        rf"(?:^|(?<=[.,;:!?\n–—(-])|\b(?:and|but|because|since|as|so|well|oh|hey|by the way|btw|fyi|says?|said|"
        rf"thinks?|claims?|tells me|told (?:me|us)|that|whereas|while)\b,?)\s*{pattern}"
    )
    for pattern in (
        rf"(?P<who>(?i:{_PERSON}) (?i:{_OFTEN}(?:{_PREDICATE}|{_BOAST}))\b)",
        rf"(?P<who>(?i:{_LOCATED}) (?i:{_OFTEN}(?:{_PREDICATE}|{_BOAST}))\b)",
        rf"(?P<who>(?i:{_NAMED}) (?i:{_OFTEN}{_BOAST})\b)",
        rf"(?P<who>{_OWN})",
        rf"(?P<who>(?i:{_HIS}))",
        rf"(?P<who>(?i:{_DETERMINER} (?:[\w-]+ ){{0,2}}?{_RIVAL} {_ANY_VERB})\b)",
        rf"(?P<who>(?i:{_SHRUGGED}))",
    )
)
_END = re.compile(  # where the clause of somebody else ends: a sentence, a turn, the user's own words
    r"[.!?](?=\s|$|[\"')])|[;\n]|[,:]?\s+(?:but|so|whereas|while|however|though|yet)\b|\s[-–—]\s|"
    r",\s*(?:please |and |so )?(?=(?:host|put|run|keep|use|make|take|set|give|place|deploy|store|build|add|call|"
    r"create|leave) "
    r"(?:it|this|that|everything|them|all|an?|ours?|the|us|me)\b)|"
    r"[,:]?\s*\b(?:and |or |then )?(?=(?:we|we're|we've|we'd|we'll|i|i'm|i've|i'd|i'll|ours?|mine|for (?:us|me)|"
    r"as for|"
    r"let's|please)\b)|"
    r",?\s+and\s+(?=(?:he |she |they )?(?:told|tells|asked|asks|advised|advises|urged|wants|begged) (?:me|us) to\b)",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:our|ours|us|we|for me)\b(?!-)", re.IGNORECASE)
_AFTER = 90  # characters behind a clause in which the same may be wanted
_DAYS = (
    r"(?:over the (?:weekend|holidays?)|(?:this|next|last) (?:week(?:end)?|month|monday|tuesday|wednesday|"
    r"thursday|friday|"
    r"saturday|sunday)|on (?:holiday|vacation|leave|our honeymoon|a trip|honeymoon)|for (?:the|a|an|our|my) "
    r"(?:\w+ )?(?:week(?:end)?|days?|conference|fair|wedding|funeral|meeting|match|concert|birthday|holidays?|trip)|"
    r"until (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|tomorrow)|visiting (?:my|our|a|the)|"
    r"tonight|tomorrow|yesterday)"
)
_JOURNEY = re.compile(
    r"\b(?:(?:we|i|he|she|my \w+)(?:'re|'m| are| am| is| were| was|'ll be| will be)(?: (?:all|off|away|back|"
    r"currently|just|"
    rf"now))* (?:in|to|at)\s+[^.;!?\n]{{2,40}}?\b{_DAYS}|"
    r"(?:we|i|he|she|they|my \w+|our \w+)(?:'m|'re| am| are| is| was| were|'ll| will)? (?:\w+ly )?(?:flying|fly|flew|"
    r"travel(?:s|led|ling)?|driving|drove|off|on (?:a|the|my) (?:train|plane|flight|bus|way)) (?:back )?(?:to|"
    r"from|in|via) "
    r"[^.,;!?\n]{2,30}|"
    r"(?:my|our|the|a) (?:\w+ )?(?:holidays?|vacation|honeymoon|flight|trip|train|wedding|weekend) (?:in|to|from) "
    r"[^.,;!?\n]{2,30})",
    re.IGNORECASE,
)


def without_others(text: str) -> str:
    """A message with blanks for what it tells of somebody else, of the same length."""
    for start, end in [*_of_others(text), *((m.start(), m.end()) for m in _JOURNEY.finditer(text))]:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def _of_others(text: str) -> Iterator[Place]:
    """The clauses of which somebody else is the subject."""
    for pattern in _SUBJECTS:
        for match in pattern.finditer(text):
            start, said = match.span("who")
            end = _END.search(text, said)
            stop = end.start() if end is not None else len(text)
            same = WANTED_TOO.search(text, said, stop + _AFTER) is not None
            if not same and _OURS.search(text, said, stop) is None:
                yield start, stop
