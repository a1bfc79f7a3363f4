"""Versions of briefs: what one holds, how two differ, how one is built again from what it holds.

The archive keeps bytes and knows nothing of briefs; the commands know where the archive is. In between stands this
package: it makes the files of a version, and reads them back. It touches neither disk nor clock.
"""
