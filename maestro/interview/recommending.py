"""What is said of the starting point that is recommended: why it is, what it holds, what of it changes."""

from collections.abc import Mapping

from maestro.domain.blueprint import Status
from maestro.domain.form import Scenario
from maestro.domain.json import Json, leaves
from maestro.interview import values
from maestro.interview.consequences import chosen_options, sentence
from maestro.interview.draft import Draft
from maestro.interview.questions import proposed
from maestro.interview.words import change_text, listed


def lines(draft: Draft) -> list[str]:
    """Why a scenario is recommended, what it contains, what it is asked to add, and what accepted values entail."""
    best = proposed(draft.form, draft.blueprint)
    if best is None:
        return []
    if not draft.blueprint.margin:
        return ["What you said so far fits each of them alike; a word more on what it is for tells them apart."]
    wanted = {c.path: c for c in draft.form.components if values.said(draft.blueprint, c.path)}
    request = dict(leaves(best.request))
    has = [c.title for p, c in wanted.items() if any(k == p or k.startswith(p + ".") for k in request)]
    adds = [c.title for c in wanted.values() if c.title not in has]
    because = f" It has what you named: {listed(has)}." if has else ""
    contains = listed(best.contains) or best.summary.rstrip(".")
    told = [f"I'd start from {best.title}: {contains}.{because}"]
    if adds:
        told.append(f"On top of it: {listed(adds)}.")
    if stays := [*_differing(draft, best), *_kept_out(draft, request)]:
        told.append(f"What you said stays: {'; '.join(stays)}.")
    told.extend(_pack_lines(draft, best))
    return told


def _kept_out(draft: Draft, request: Mapping[str, Json]) -> list[str]:
    """Parts of the blueprint that the user said no to."""
    refused = {path for path, status in draft.blueprint.marks.items() if status is Status.REJECTED}
    own = ((c.title, f"{c.path}.enabled") for c in draft.form.components)
    return [f"no {title}" for title, switch in own if switch in refused and request.get(switch) is True]


def _differing(draft: Draft, best: Scenario) -> list[str]:
    """What the user chose otherwise than the blueprint has it."""
    held = {p: v.value for p, v in draft.blueprint.values.items() if v.source in values.SAID}
    theirs = dict(leaves(best.request))
    fields = {p: f for p in held if (f := draft.form.at(p)) is not None and f.options}
    named = [p for p, f in fields.items() if not f.own or p in draft.form.identity]
    if draft.blueprint.others and draft.form.environment:
        named = [p for p in named if p != draft.form.environment.path]
    return [change_text(draft.form, p, held[p]) for p in named if theirs.get(p, held[p]) != held[p]]


def _pack_lines(draft: Draft, best: Scenario) -> list[str]:
    """What the scenario's packs enforce, unless the user named packs of their own (that was said already)."""
    out = []
    for path, value in leaves(best.request):
        found = draft.form.at(path)
        refused = draft.blueprint.marks.get(path) is Status.REJECTED
        if found is None or not isinstance(value, list) or values.said(draft.blueprint, path):
            continue
        if refused:
            out += [f"{option.title} stays out, as you said." for option in chosen_options(found, value)]
            continue
        for option in chosen_options(found, value):
            line = sentence(draft.know, path, option, best.request)
            if line and line != option.means.rstrip("."):
                out.append(f"{option.title} comes with it: {line}.")
    return out
