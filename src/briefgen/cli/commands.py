"""The commands there are, in the order in which help lists them, each with the module of this package that holds it.

Only the module of the command that is asked for is imported. `tools/frontpage.py` writes the help page anew.
"""

# A command is the function `command` of its module, a group of commands its `app`, or what its `group` makes.
COMMANDS = {
    "build": "build",
    "watch": "watch",
    "list": "listing",
    "check": "check",
    "explain": "explain",
    "why": "why",
    "publish": "publish",
    "trace": "trace",
    "verify": "verify",
    "impact": "impact",
    "schema": "schema",
    "lsp": "lsp",
}
GROUPS = {"new": "new", "fact": "fact", "source": "source", "archive": "archive"}
