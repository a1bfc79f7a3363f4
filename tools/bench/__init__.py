"""`make bench`: how fast briefgen is, as ratios to other typesetters and to itself, with their spread.

    python -m tools.bench                              all subjects; writes docs/benchmarks.md and docs/benchmarks.json
    python -m tools.bench --only press --rounds 3      some of them; only prints, unless --write is given
    python -m tools.bench --full                       the long ones too (10,000 briefs)

A subject is a module in `subjects/` that has a `SUBJECT`; nothing else need know of it. Why ratios, and how they are
taken: docs/adr/0016-measuring.md.
"""
