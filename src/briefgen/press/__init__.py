"""HTML to PDF on WeasyPrint, and the answer for what comes out: no note lost, no foreign font, no clock.

Importing this package, or `printing` and `fonts` in it, does not import the engine; printing something does.
"""
