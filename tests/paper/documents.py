"""Documents that tests have laid out."""

SCRIPTS = (
    "Epinephrine 10x20 <b>bold</b> <i>italic</i> <b style='font-weight: 600'>semibold</b> → ✓ ⚠"
    " Ελένη Привет العربية <b>عربي</b> שלום แพ้ยา पेनिसिलिन 東京都 <b>花子</b>"
)


def a_page(body: str, css: str = "") -> str:
    """A whole document."""
    return f"<!doctype html><html lang=en><title>Action plan</title><style>{css}</style>{body}"
