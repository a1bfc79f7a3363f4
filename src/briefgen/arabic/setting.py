"""Setting a paragraph of Arabic: one digit family, right dashes, no bad breaks, and the direction of each part."""

from itertools import groupby

from briefgen.arabic.digits import Digits, localise
from briefgen.arabic.isolates import Run, clitics, range_dashes, runs


def typeset(text: str, digits: Digits) -> tuple[Run, ...]:
    """Give the parts of a text as they are printed, in order, each with its direction.

    The order of the steps is what this function is for: digits are changed only outside Latin phrases and
    codes, and the direction of a number depends on the family it has then (`80%` is isolated, `٨٠٪` is not).
    The parts joined are the text with its digits, dashes and no-break spaces changed and nothing else.
    """
    localised = ""
    for keeps_digits, together in groupby(runs(text), key=lambda run: run.keeps_digits):
        part = "".join(run.text for run in together)
        localised += part if keeps_digits else localise(part, digits)
    return runs(clitics(range_dashes(localised)))
