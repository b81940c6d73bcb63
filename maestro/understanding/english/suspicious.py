"""Sentences that speak to a machine instead of about a need, in documents and quotations: quoted back, never read."""

import re

_NOT_ABOUT_A_NEED = re.compile(
    r"^\W*(?:system|assistant|developer|ai|bot|maestro|agent)\W{1,4}(?:you|ignore|set|approve|please|override|from now|"
    r"new|do|always|never|submit|the user|change|add|use|switch|choose)\b|<\|?(?:im_start|system|assistant)|"
    r"\[/?(?:inst|system)\]|"
    r"\byou are (?:now|an? (?:ai|assistant|agent|bot|helpful))\b|\bact as (?:an? )?(?:admin|root|system|assistant)\b|"
    r"\b(?:ignore|disregard|forget|override|bypass|skip|circumvent|suppress|disable)\b[^.\n]{0,40}"
    r"\b(?:instruction|rule|prompt|polic(?:y|ies)|check|guardrail|guard|review|approval|validation|safeguard|"
    r"confirmation|restriction|compliance|safety)s?\b|"
    r"\bwithout (?:asking|(?:any )?(?:review|approval|confirmation|checks?|telling))\b|"
    r"\b(?:do not|don't|never|no need to) (?:tell|ask|inform|mention|show|warn|notify|confirm|report|quote)\b|"
    r"\b(?:auto|pre)-?approved?\b|\bapprove (?:this|the|it|all|everything|now|immediately|and|any)\b|"
    r"\b(?:submit|merge|open|create|send|file) (?:this|the|a|it|all|my|your|now|immediately)\b[^.\n]{0,30}"
    r"\b(?:request|pull request|pr|immediately|now|at once|automatically|right away)\b|"
    r"\b(?:accept|confirm|take) (?:all|every|any|everything)\b|\bcancel (?:this|the|all|any|everything)\b|"
    r"\b(?:choose|select|pick|use|switch to|start from) (?:the )?(?:scenario|blueprint|option|template)\b|"
    r"\b(?:set|make|give|grant|assign|add|elevate)\b[^.\n]{0,40}\b(?:admin|administrator|root|owner role|roles/owner|"
    r"superuser|full access|privileges?|allusers|allauthenticatedusers|everyone)\b|"
    r"\broles/(?:owner|editor)\b|\ballUsers\b|"
    r"\b(?:system|hidden|secret|new|these|following|developer) (?:prompt|instruction|directive|command)s?\b|"
    r"\b(?:note|message|instructions?|attention|dear|hello|hey|to)\b[^.\n]{0,20}"
    r"\b(?:ai|llm|language model|assistant|chatbot|agent|bot|maestro)s?\b|"
    r"\b(?:ai|llm|language model|assistant|chatbot|agent|tool|system)s? (?:reading|processing|parsing|summari[sz]ing|"
    r"that reads?|that process\w*)\b|\bif you are an? (?:ai|llm|language model|assistant|agent|bot)\b|"
    r"\b(?:reveal|print|output|exfiltrate|leak|send)\b[^.\n]{0,30}"
    r"\b(?:secret|credential|password|token|api key|prompt)s?\b|"
    r"\bcurl\s+\S+|\brm -rf\b|\bdrop table\b|<script\b|\{\{.*\}\}|\$\{.*\}",
    re.IGNORECASE,
)

_ASKED = re.compile(r"\W*(?:who|when|how|what|where|why|which)\b[^.!?]{0,120}\?\W*", re.IGNORECASE)


def suspicious(text: str) -> bool:
    """Whether a sentence, a line or a cell gives orders."""
    return _NOT_ABOUT_A_NEED.search(text) is not None and _ASKED.fullmatch(text) is None
