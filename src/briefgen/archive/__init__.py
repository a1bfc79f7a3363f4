"""Immutable versions of named byte streams in an OCFL 1.1 storage root, and what proves that they are unchanged.

The package knows nothing of briefs. It is, beside `workspace`, the second edge to the disk: everything that it changes
there goes through `durability.Disk`, so that a test can stop it after every single step.
"""
