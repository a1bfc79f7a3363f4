"""What every brief needs, made ready in the process that workers are copied from.

Importing this module is enough. The engine comes before whatever imports it as well, so that no system font comes in
with it; then the default templates are compiled, and patterns. What is wrong with a template is told when a brief is
printed from it.
"""

# ruff: noqa: E402 - memory is not collected while this imports

from __future__ import annotations

import gc

gc.disable()  # nothing that is imported becomes unused

from contextlib import suppress
from importlib import import_module

from briefgen import html, workspace
from briefgen.arabic import setting
from briefgen.errors import BriefgenError
from briefgen.prints import templates_of
from briefgen.records.spec import DEFAULT_STYLE

for _name in ("preloading", "conformance", "fit", "printing", "sheet"):
    import_module(f"briefgen.press.{_name}")
import_module("briefgen.tasks")
# Words are set for what that compiles.
setting.typeset("المادة 5", "latin")
with suppress(html.TemplateError, BriefgenError):
    _files = {each.path: each.data for each in workspace.default_templates()}
    html.warm(templates_of(_files)[0], DEFAULT_STYLE)
gc.freeze()  # workers never look through what was made ready here
gc.enable()
