"""What a hostile or careless template can reach: its own assets, and nothing else."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest
from tests.press.samples import page, print_html

from briefgen.press.errors import FetchRefused, PressError, StyleRejected


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
        + chunk(b"IEND", b"")
    )


PNG = _png()
IMAGE = '<p>نص <img alt="شعار" src="{}"></p>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://127.0.0.1:9/x.png",
        "ftp://127.0.0.1/x.png",
        "//127.0.0.1/x.png",
        "/etc/passwd",
        "../../etc/passwd.png",
        "absent.png",
        "logo.png?x=1",
        "secret.txt",
        "data:text/html,x",
    ],
)
def test_images_come_from_the_template_only(url: str) -> None:
    """An image from a file, the network, outside the folder or of another type is refused, and the URL is named."""
    with pytest.raises(FetchRefused) as caught:
        print_html(page(IMAGE.format(url)), files={"logo.png": PNG, "secret.txt": b"x"})
    assert caught.value.url.endswith(url.lstrip("/.").removeprefix("FILE:").removeprefix("file:").lstrip("/"))


@pytest.mark.parametrize(
    ("css", "head"),
    [
        ("@import 'file:///etc/passwd';", ""),
        ("@import url(http://127.0.0.1:9/a.css);", ""),
        ("@import 'data:text/css,p{color:red}';", ""),
        ("p { background: url(file:///etc/passwd) }", ""),
        ("p::before { content: url(http://127.0.0.1:9/a.png) }", ""),
        ("li { list-style-image: url(file:///etc/hostname) }", ""),
        ("@color-profile device-cmyk { src: url(file:///etc/hostname) }", ""),
        ("", '<link rel="stylesheet" href="file:///etc/passwd">'),
        ("", '<link rel="stylesheet" href="data:text/css,p{}">'),
        ("", '<base href="file:///etc/"><link rel="stylesheet" href="passwd">'),
    ],
)
def test_styles_come_from_the_template_only(css: str, head: str) -> None:
    """Every way in which CSS can load something is closed."""
    html = f"<style>{css}</style>" if css.startswith("@import") else ""
    with pytest.raises(FetchRefused):
        print_html(page("<p>نص</p><ul><li>بند</li></ul>", css, head + html))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<link rel="attachment" href="file:///etc/passwd">', ""),
        ('<link rel="attachment" href="logo.png">', ""),
        ("", '<a rel="attachment" href="logo.png">ملف</a>'),
        ("", '<a rel="nofollow Attachment" href="file:///etc/passwd">ملف</a>'),
    ],
)
def test_templates_attach_nothing(head: str, body: str) -> None:
    """A template cannot put files into the PDF, not even its own: they would carry the time of the day."""
    with pytest.raises(FetchRefused, match="attaches"):
        print_html(page(f"<p>نص {body}</p>", head=head), files={"logo.png": PNG})


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_pictures_inside_pictures(url: str) -> None:
    """An SVG asset reaches no further than the template that shows it."""
    with pytest.raises(PressError):
        print_html(page(IMAGE.format("drawing.svg")), files={"drawing.svg": SVG.format(url).encode()})


def test_own_assets_print() -> None:
    """CSS files that import each other, images beside them, and inline images are read."""
    inline = "data:image/png;base64," + base64.b64encode(PNG).decode()
    files = {
        "style/main.css": b"@import 'more.css'; p { background: url(../logo.png) }",
        "style/more.css": b"p { color: #333 }",
        "logo.png": PNG,
    }
    head = '<link rel="stylesheet" href="style/main.css">'
    assert print_html(page(IMAGE.format(inline), head=head), files=files).pages == 1


@pytest.mark.parametrize("target", ["other.html", "javascript:alert(1)", "file:///etc/passwd"])
def test_links_lead_somewhere(target: str) -> None:
    """A link that means nothing outside the template's folder, or that runs something, is an error."""
    with pytest.raises(StyleRejected, match="a link leads to"):
        print_html(page(f'<p><a href="{target}">رابط</a></p>'))


def test_links_to_sources_print() -> None:
    """Links to the web and inside the document are what references are made of; nothing is fetched for them."""
    body = '<p id="a"><a href="https://example.org/a?b=1">رابط</a> <a href="#a">رجوع</a></p>'
    assert print_html(page(body)).anchors == {"a": 1}
