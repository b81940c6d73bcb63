"""The closed grammar of English for acts that need no factory: yes, no, undo, approve, skip, ask back.

Patterns are matched against a whole message or sentence without its closing marks, so that a word inside a longer
statement ("the ok button") does not count as an act.
"""

import re

_POLITE = r"(?:\s*,?\s*(?:please|pls|thanks|thank you|thx|then|now|for now|i think|i guess|let'?s go|mate|sir))*"
_LEAD = r"(?:(?:ok|okay|oh|ah|hmm+|well|so|alright|all right|great|cool|right|and|please|sorry),?\s+)*"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{'|'.join(patterns)}){_POLITE}[\s.!…]*", re.IGNORECASE)


YES = _whole(
    r"y", r"ye[sp]+", r"yeah+", r"yup", r"ya", r"sure(?: thing)?", r"ok(?:ay)?", r"k", r"correct", r"right", r"exactly",
    r"absolutely", r"definitely", r"of course", r"agreed?", r"fine", r"perfect", r"great", r"good", r"deal", r"affirmative",
    r"(?:yes,?\s+)?(?:that|this|it)(?:'s| is| sounds| looks| seems)? (?:all )?"
    r"(?:right|fine|good|great|ok|okay|perfect|correct|enough|it|works?(?: for (?:me|us))?)",
    r"sounds (?:good|great|fine|right|perfect)(?: to me)?", r"works for (?:me|us)", r"that works", r"(?:yes,?\s+)?(?:please )?do (?:that|so|it)",
    r"(?:yes,?\s+)?(?:i|we) (?:accept|agree|confirm|do)", r"accept(?:ed)?", r"confirm(?:ed)?", r"(?:yes,?\s+)?use (?:that|it)", r"let'?s (?:do|use|take) (?:that|it|this)",
    r"(?:yes,?\s+)?(?:i|we)(?:'ll| will) take (?:it|that)", r"go for it", r"as (?:you )?(?:recommended|suggested|proposed)",
    r"(?:yes,?\s+)?(?:the )?(?:recommended|suggested|proposed|default)(?: (?:one|option|size|value|choice))?", r"yes,? (?:that'?s|it is) (?:fine|ok|okay|good)", r"si", r"oui", r"ja",
    r"(?:yes,?\s+)?(?:i|we) (?:like|want) (?:it|that|this)(?: one)?", r"keep (?:it|that)(?: (?:so|that way|like that|as is))?", r"leave it(?: (?:so|as is|like that))?",
)  # fmt: skip
NO = _whole(
    r"n", r"no+", r"nope", r"nah+", r"not? really", r"negative", r"(?:no,?\s+)?(?:i|we) (?:don'?t|do not)(?: (?:want|need|like) (?:it|that|this))?",
    r"(?:no,?\s+)?not (?:that|this|needed|necessary|now)", r"no thanks?", r"no thank you", r"(?:no,?\s+)?(?:that|this|it)(?:'s| is) (?:wrong|not right|not it)",
    r"(?:i'?d )?rather not", r"(?:no,?\s+)?(?:we|i) (?:have|need) none", r"none(?: of (?:them|these|those|that|the above))?", r"nothing", r"neither",
)  # fmt: skip
UNDO = _whole(
    r"(?:please )?undo(?: (?:that|it|the last(?: one| change| step)?|my last(?: change| answer)?))?", r"(?:go|take (?:it|that|me)) back(?: one(?: step)?)?", r"revert(?: (?:that|it|the last change))?",
    r"scratch that", r"forget (?:that|what i (?:just )?said)", r"take that back", r"no wait,? undo(?: that)?", r"never ?mind(?: that)?", r"oops,?\s*(?:undo|go back).*",
)  # fmt: skip
REDO = _whole(r"redo(?: (?:that|it))?", r"put (?:it|that) back(?: again)?", r"undo the undo")
HELP = _whole(r"help(?: me)?", r"what can (?:i|you) (?:say|do)(?: here)?\??", r"how does this work\??", r"\?+")
CANCEL = _whole(
    r"cancel(?: (?:it|this|everything|the (?:request|whole thing)))?", r"abort", r"(?:quit|exit|bye|goodbye)", r"stop(?: (?:it|here|this))?", r"forget (?:it|the whole thing|everything)",
    r"(?:let'?s )?call (?:it|the whole thing) off",
)  # fmt: skip
SMALL = _whole(
    r"(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day))(?: there| all| maestro| team)?", r"thanks?(?: (?:you|a lot|so much|very much))?", r"thank you(?: (?:so|very) much)?", r"cheers",
    r"how are you\??", r"nice(?: to meet you)?", r"lol", r"haha+",
)  # fmt: skip
SKIP = _whole(
    r"skip(?: (?:it|that|this(?: one)?|for now|the question))?", r"(?:ask me )?later", r"(?:leave|keep) (?:it|that|this) (?:open|out|blank|empty)(?: for now)?", r"pass", r"next(?: (?:question|one))?",
    r"(?:i'?ll|we'?ll|let me|let'?s) (?:tell you|say|decide|come back to (?:it|that|this)|do (?:it|that)|answer(?: (?:that|it))?)(?: (?:it|that|this))? later", r"decide later", r"not now",
)  # fmt: skip
DONT_KNOW = _whole(
    r"(?:(?:i|we) )?(?:really |honestly )?(?:don'?t|do not|dunno|wouldn'?t|can'?t)(?: (?:really|actually))? ?(?:know|tell|say)?(?: (?:that|it|this|yet|what that is|for sure|about that))*", r"(?:i'?m |we'?re )?(?:really )?not (?:quite |really |so |too )?sure(?: (?:about (?:that|it|this)|yet))?",
    r"no (?:idea|clue)", r"(?:i|we) have no (?:idea|clue)(?: (?:yet|about that|what .{1,40}))?", r"dunno", r"idk", r"hard to (?:say|tell)", r"unknown", r"(?:i|we) (?:need|have) to (?:check|ask|find out).{0,60}", r"good question", r"(?:we|i) haven'?t (?:decided|thought about (?:it|that)).{0,20}", r"not decided(?: yet)?", r"tbd",
)  # fmt: skip
DONT_CARE = _whole(
    r"(?:(?:i|we) )?(?:really )?(?:don'?t|do not) (?:really )?(?:care|mind|have a preference)(?: (?:about that|either way|which(?: one)?|at all))?", r"(?:it )?does(?:n'?t| not) matter(?: (?:to (?:me|us)))?", r"what ?ever(?: you (?:recommend|think(?: is best)?|suggest|say|like|prefer|want|have|advise|would take))?",
    r"(?:i'?ll |we'?ll )?(?:take |use |do |go with )?(?:what(?:ever)?|anything) you (?:recommend|suggest|think(?: is (?:best|right|good))?|would (?:recommend|suggest|take|pick)|advise|propose|prefer)", r"you (?:choose|decide|pick|tell me)", r"(?:it'?s |that'?s )?up to you", r"your (?:call|choice|pick|recommendation)", r"any(?:thing)?(?: (?:is fine|will do|works|of (?:them|those)|one))?", r"no preferences?", r"either(?: (?:is fine|one|way|works))?", r"(?:go with |use |take )?(?:the |your )?(?:defaults?|standard|recommend(?:ed|ation)|usual|suggestion)(?: (?:one|option|value|size|is fine))?", r"surprise me", r"(?:i|we) trust (?:you|your judge?ment)", r"go with (?:your|the) (?:recommendation|suggestion|default)", r"as you (?:like|wish|think best)", r"(?:just )?(?:pick|choose) (?:one|something|whatever).{0,30}", r"the (?:best|usual|normal|standard) one",
)  # fmt: skip
ACCEPT_ALL = _whole(
    r"(?:please )?(?:accept|take|use|keep|approve) (?:all|everything|(?:all )?(?:the )?(?:defaults?|recommendations?|suggestions?|proposals?)|them all)(?: (?:of (?:it|them)|as (?:is|proposed|recommended)|for (?:everything|the rest)))*", r"(?:the )?(?:defaults?|standard|recommend(?:ed|ations?)(?: values?)?) (?:for|everywhere|on) ?(?:everything(?: else)?|the rest|all|all of (?:it|them))?", r"(?:all|everything)(?: is| as)? (?:default|standard|recommended|fine as (?:it is|proposed)|as (?:you )?(?:recommended|proposed))", r"what ?ever you (?:recommend|think is best|suggest) for (?:everything|all|the rest)(?: else)?", r"yes to (?:all|everything)",
)  # fmt: skip
SUBMIT = re.compile(
    r"\b(?:please )?(?:proceed|go ahead|submit(?: (?:it|this|the request|now|that))?|ship it|approved?|lgtm|"
    r"(?:open|create|raise|make|send|file) (?:the |a |that )?(?:pull request|pr|merge request|request)|"
    r"(?:hand|send) (?:it|this|that) (?:off|over|in)|let'?s (?:go|do it|ship(?: it)?|submit(?: it)?|proceed)|make it so|(?:you can )?(?:start|kick off) (?:it|now|the work))\b",
    re.IGNORECASE,
)
PERFECT = re.compile(
    r"\b(?:(?:this|that|it|everything|all)(?: all)? (?:looks|is|seems|sounds) (?:perfect|great|good|fine|right|correct|ok|okay)|looks (?:perfect|good|great|fine) to (?:me|us)|i(?:'m| am) happy with (?:this|that|it))\b",
    re.I,
)
NOT_SUBMIT = re.compile(
    r"\b(?:don'?t|do not|not|never|before|until|wait|without|when|if|once|after|why|how|would|should)\b", re.I
)
CORRECTION = re.compile(
    r"\b(?:actually|instead|rather|i meant?|we meant?|correction|on second thought|second thoughts?|change (?:it|that|the|this|my)|make (?:it|that|the)|"
    r"switch (?:it |that )?to|sorry|no,|wait|scratch that|not .{1,30} but|should (?:have been|be)|let'?s (?:make|go with|use)|better)\b", re.I,
)  # fmt: skip
STRONGER = re.compile(
    r"\b(?:(?:high(?:er)?|more|better|greater|extra|max(?:imum)?)[- ](?:performance|performing|performant|power(?:ful)?|memory|ram|cpu|cores?|horse ?power|muscle|capacity|compute|spec(?:s|ced)?|end|grade)"
    r"|(?:something|anything|one|machine|instance|tier|server|database|type|vm) (?:that(?:'s| is) )?(?:much |a bit |a lot |way )?(?:stronger|beefier|more powerful|faster|bigger|larger|heftier)"
    r"|(?:stronger|beefier|more powerful|faster|heftier) (?:machine|instance|tier|one|type|server|database|db|hardware|nodes?)|(?:stronger|beefier)\b)", re.I,
)  # fmt: skip
WEAKER = re.compile(
    r"\b(?:something|anything|machine|instance|tier|one) (?:much |a bit )?(?:weaker|smaller|cheaper|lighter)\b", re.I
)
REASON = re.compile(
    r"\b(?:because|since|due to|the reason(?: is)?(?: that)?|as we (?:need|have|expect)|reason:)\s+(.{8,300})", re.I
)
POLITE_REQUEST = re.compile(
    r"\s*(?:and |also |ok(?:ay)?,? |so |then )?(?:can|could|would|will|may|might|shall|should|do you mind|is it possible to|any chance)\s*(?:you|we|i|it)?\s*(?:please |also |maybe |just |perhaps |instead )*"
    r"(?:add|make|use|set|change|have|get|put|switch|remove|drop|give|take|increase|decrease|bump|raise|lower|run|move|start|go|skip|turn|enable|disable|pick|choose|call|name|be)\b", re.I,
)  # fmt: skip
ASKING = re.compile(
    r"\s*(?:and |but |so |ok(?:ay)?,? |hmm+,? |wait,? |sorry,? )*(?:what(?:'s| is| are| does| do| would| will| happens| if| about| kind)?|why|which|how|who|where|when|can|could|does|do|is|are|will|would|should|"
    r"explain|tell me (?:about|what|why|more)|describe|compare|show me|list|remind me|i(?:'m| am) (?:not sure|wondering|curious) (?:what|why|which|how)|i (?:don'?t|do not) (?:know|understand) (?:what|why|which|how))\b", re.I,
)  # fmt: skip
