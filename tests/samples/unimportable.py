"""A module that cannot be imported, and not for want of another."""

raise RuntimeError("no module of use")
