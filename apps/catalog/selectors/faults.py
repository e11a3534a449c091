"""Why a version was refused, for its seller to read."""

from collections.abc import Collection, Iterable, Mapping

from apps.catalog.models import Fault
from apps.core.texts import say


def fault_texts(*, codes: Iterable[str]) -> dict[str, str]:
    """What each fault is and how to mend it, in the reader's language and in order: 1 query, none
    without a code."""
    wanted = set(codes)
    if not wanted:
        return {}
    known = Fault.objects.filter(code__in=wanted).order_by("position", "pk")
    return {fault.code: str(say(fault.text)) for fault in known}


def why(*, faults: Collection[str], comment: str, texts: Mapping[str, str]) -> str:
    """The known faults and what was said in own words, a line each."""
    lines = [text for code, text in texts.items() if code in faults]
    return "\n".join([*lines, comment] if comment else lines)
