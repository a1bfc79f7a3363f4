"""The fonts that all typesetters are given, and no others."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "fonts"


def fontconfig(folder: Path, fonts: Path) -> Path:
    """A configuration of fontconfig, written into `folder`, with one folder of fonts and a cache of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "fonts.conf"
    text = f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir></fontconfig>"
    file.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">{text}', "utf-8")
    return file
