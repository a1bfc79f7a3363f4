"""The signs of prose, `[@fact-id]` and `$(variable)`: what is unseen in them is not to be deleted unasked."""

from typing import Final

from briefgen.arabic.hygiene import UNSEEN
from briefgen.arabic.normal import BIDI_CONTROLS

_UNSEEN: Final = BIDI_CONTROLS + UNSEEN


def in_a_sign(before: str, after: str) -> bool:
    """Whether what is unseen between two parts of a line keeps apart, or spoils, a citation mark or a variable.

    Without it there may be a mark or a variable that was none, or another one. A mark can begin in a line above.
    """
    since = before[max(before.rfind("["), before.rfind("]")) + 1 :]
    if (since + after).lstrip(_UNSEEN + " ").startswith("@"):
        return True
    if before.rstrip(_UNSEEN).endswith("$"):
        return after.lstrip(_UNSEEN).startswith(("(", "$"))
    variable = before[before.rfind("$") + 1 :] if "$" in before else ""
    return variable.lstrip(_UNSEEN).startswith("(") and ")" not in variable
