"""The engine made fast: mends that change how WeasyPrint 70.0 works and not one byte of what it makes.

Each mend is one module: what it replaces, the digests of all that it relies on, and the engine's own code wherever a
case is unusual. `switches` says which are wanted, `catalogue` puts them in force for the length of a block.

    BRIEFGEN_MENDS=all                  every mend; so it is where the variable is not set
    BRIEFGEN_MENDS=none                 the engine's own code
    BRIEFGEN_MENDS=lines-once,note-area these alone
    BRIEFGEN_MENDS=all,-note-area       all but these

In Python, for tests and measurements: `with switches.using("none"): …`, `switches.using("lines-once")`, or the
names themselves from `switches.NAMES`. `catalogue.applied()` is what a session of the press does (`engine.session`);
used around plain WeasyPrint it gives the mends alone. docs/adr/0013-speed.md tells what each one gave.
"""
