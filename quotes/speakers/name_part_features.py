"""What speaks for and against each part of a run of capitals being a name, as features in groups.

What weighs how much is in ``quotes/language/data/en/name_weights.tsv``.
"""

from quotes.language import FeatureGroup, Features
from quotes.speakers.part_evidence import NO_NAME, NamePart, RunEvidence

_TWO_WORDS = 2

_CORE = FeatureGroup(
    "size first last longer", "length={size}", "first={first}|{longer}", "last={last}|{longer}"
)
_SURNAME = FeatureGroup(
    "alone addressed after long longer",
    "surname alone={alone}|{long}",
    "addressed={addressed}|{long}",
    "after={after}|{longer}",
)
_WHOLE = FeatureGroup("rest long", "whole elsewhere={rest}|{long}")
_BEHIND = FeatureGroup("behind", "behind={behind}")
_BEHIND_ALONE = FeatureGroup("alone", "behind alone={alone}")
_PAIR = FeatureGroup("first second within", "pair={first}|{second}", "within={within}")
_INNER = FeatureGroup("inner", "inner={inner}")
_INNER_TITLE = Features("inner title")
_ORDINARY = FeatureGroup("opens long", "first ordinary|{opens}|{long}")
_HEADLINE = FeatureGroup("size", "headline|{size}")
_FRONT = FeatureGroup("before first size", "before={before}|{first}", "before={before}|{size}")
_FRONT_PAIR = FeatureGroup("before first second", "before={before}|{first}|{second}")
_TWO = FeatureGroup("first second", "two={first}|{second}")
_OPENS = FeatureGroup("first long", "opens|{first}|{long}")
_OFFICE = FeatureGroup("longer", "office|{longer}")
_OFFICE_PAIR = FeatureGroup("first second longer", "office|{first}|{second}", "office|{first}|{longer}")
_DROPPED = FeatureGroup(
    "dropped core longer titled leads",
    "dropped={dropped}|{core}",
    "dropped={dropped}|size={longer}",
    "titled={titled}|{dropped}",
    "leads={leads}|{dropped}",
)
_DROPPED_COUNTS = FeatureGroup(
    "without alone front number long",
    "without it={without}|{long}",
    "dropped alone={alone}|{long}",
    "prefix alone={front}|{long}",
    "dropped number={number}|{long}",
)
_DROPPED_SEEN = FeatureGroup(
    "seen surname dropped core longer",
    "seen={seen}{surname}|{dropped}|{longer}",
    "drop={dropped}|{core}|{seen}",
)
_DROPPED_AFTER = FeatureGroup(
    "dropped before number ordinary opens",
    "drop={dropped}|{before}|{number}",
    "dropped ordinary={ordinary}|{opens}|{dropped}",
)
_OUTER = FeatureGroup(
    "before begins number long",
    "begins={begins}",
    "outer={before}|{begins}",
    "outer={before}|{number}|{long}",
)
_BASE = FeatureGroup(
    "base seen beside number longer",
    "base={base}|{seen}",
    "base={base}|{beside}",
    "base={base}|{seen}|{beside}|{number}",
    "base={base}|{seen}|{beside}|{number}|{longer}",
)
_BASE_FURTHER = FeatureGroup("base single further", "base={base}|{single}|further={further}")
_FURTHER = FeatureGroup("further", "dropped further={further}")
_DROPPED_CAPITALS = FeatureGroup("seen long", "dropped capitals|{seen}", "dropped capitals|{long}")
_OFFICE_DROPPED = FeatureGroup(
    "longer number dropped core",
    "office dropped|{longer}|{number}",
    "office dropped|{dropped}|{core}",
)
_NONE = FeatureGroup("size first last", "none|{size}", "none|{first}|{size}", "none|last={last}|{size}")
_NONE_COMPLEMENT = FeatureGroup("size complement", "none|complement={complement}|{size}")
_NONE_OPENS = FeatureGroup(
    "opens ordinary rest first size",
    "none|{opens}|{ordinary}|{size}",
    "none|{opens}|{first}",
    "none|elsewhere={rest}|{opens}|{size}",
)
_NONE_AROUND = FeatureGroup(
    "before after first size",
    "none|before={before}|{size}",
    "none|after={after}|{size}",
    "none|alone={before}|{first}|{size}",
)
_NONE_LAST = FeatureGroup(
    "titled addressed others size",
    "none|titled={titled}|{size}",
    "none|addressed={addressed}",
    "none|ends others={others}|{size}",
)


def part_features(evidence: RunEvidence, part: NamePart) -> list[str]:
    """What speaks for and against the words of one part being the name of their run."""
    return [feature for group in part_groups(evidence, part) for feature in group]


def part_groups(evidence: RunEvidence, part: NamePart) -> list[Features]:
    """The features of a part, in groups."""
    if part == NO_NAME:
        return _groups_of_none(evidence)
    first, last = part
    classes, context = evidence.classes, evidence.context
    size = last - first
    long, longer = min(size, 2), min(size, 3)
    found = [
        _CORE[min(size, 5), classes[first], classes[last - 1], longer],
        _SURNAME[evidence.alone[last - 1], evidence.addressed[last - 1], context.after, long, longer],
    ]
    if last == evidence.end:
        found.append(_WHOLE[evidence.rest[first], long])
    else:
        found += [_BEHIND[each] for each in classes[last:]]
        found.append(_BEHIND_ALONE[min(evidence.alone[last], 1)])
    if size > 1:
        found.append(_PAIR[classes[first], classes[first + 1], evidence.within[first]])
        found += [_INNER[each] for each in classes[first + 1 : last - 1]]
        inner = [classes[at - 1] for at in range(first + 1, last) if evidence.titled[at]]
        found += [_INNER_TITLE] if any(not each.startswith("abbreviation") for each in inner) else []
    if evidence.ordinary[first]:
        found.append(_ORDINARY[context.opens and first == 0, long])
    found += _groups_of_dropped(evidence, first, size) if first else _groups_of_front(evidence, size)
    if context.headline:
        found.append(_HEADLINE[min(size, 5)])
    return found


def _groups_of_front(evidence: RunEvidence, size: int) -> list[Features]:
    """What speaks for and against a name that begins with its run."""
    first, context = evidence.classes[0], evidence.context
    found = [_FRONT[context.before, first, min(size, 5)]]
    if size > 1:
        found.append(_FRONT_PAIR[context.before, first, evidence.classes[1]])
    if size == len(evidence.classes) == _TWO_WORDS:
        found.append(_TWO[first, evidence.classes[1]])
    if context.opens:
        found.append(_OPENS[first, min(size, 2)])
    if context.office:
        found.append(_OFFICE[min(size, 3)])
        if size > 1:
            found.append(_OFFICE_PAIR[first, evidence.classes[1], min(size, 3)])
    return found


def _groups_of_dropped(evidence: RunEvidence, first: int, size: int) -> list[Features]:
    """What speaks for and against the words before the name being no part of it."""
    classes, context = evidence.classes, evidence.context
    dropped, core, at = classes[first - 1], classes[first], first - 1
    long, longer, number = min(size, 2), min(size, 3), min(first, 2)
    alone, leads, without = evidence.alone[at], evidence.leads[at], evidence.without[first]
    titled, ordinary = evidence.titled[first], evidence.ordinary[at]
    base = dropped.partition("+")[0].partition(" ")[0]
    seen = f"{min(alone, 1)}{min(leads, 2)}{min(without, 1)}"
    opens = context.opens and first == 1
    beside = f"{context.office}|{opens and ordinary}|{titled}"
    found = [
        _DROPPED[dropped, core, longer, titled, leads],
        _DROPPED_COUNTS[without, alone, evidence.front[first], min(first, 4), long],
        _DROPPED_SEEN[seen, min(evidence.alone[evidence.end - 1], 1), dropped, core, longer],
        _DROPPED_AFTER[dropped, context.before, number, ordinary, opens],
        _OUTER[context.before, classes[0], number, long],
        _BASE[base, seen, beside, number, longer],
        _BASE_FURTHER[base, size == 1, classes[at - 1] if at else "-"],
    ]
    found += [_FURTHER[each] for each in classes[:at]]
    if evidence.short[at]:
        found.append(_DROPPED_CAPITALS[seen, long])
    if context.office:
        found.append(_OFFICE_DROPPED[longer, number, dropped, core])
    return found


def _groups_of_none(evidence: RunEvidence) -> list[Features]:
    """What speaks for and against a run without a name."""
    classes, context = evidence.classes, evidence.context
    first, size = classes[0], min(len(classes), 3)
    found = [
        _NONE[size, first, classes[-1]],
        _NONE_OPENS[context.opens, evidence.ordinary[0], evidence.rest[0], first, size],
        _NONE_AROUND[context.before, context.after, first, size],
        _NONE_LAST[evidence.titled[-1], evidence.addressed[-1], evidence.ends_others, size],
    ]
    if context.complement:
        found.append(_NONE_COMPLEMENT[size, context.complement])
    return found
