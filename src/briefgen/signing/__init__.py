"""Signatures: made with PKCS#12 keys and PKCS#11 tokens, judged by certificates that the archivist trusts.

A signed PDF is the reproducible one with an incremental update (PAdES B-B, ETSI EN 319 142-1): its first bytes are the
unsigned file. A lock is signed apart from itself (CMS, RFC 5652). The package knows nothing of briefs and of archives.
It is the only one that imports pyHanko and what comes with it, which the extra `briefgen[sign]` installs.
"""
