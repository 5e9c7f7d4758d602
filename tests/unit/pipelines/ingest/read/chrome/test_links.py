from pipelines.ingest.read.blocks.blocks import lines_of_text, numbered
from pipelines.ingest.read.chrome.marking import mark_chrome

BOATS = "Boats arrive at the harbour of Sal\n\nForty boats arrived at the harbour of Sal this week."
NETS = "Nets are mended in the shed of Brea\n\nTwenty nets were mended in the shed of Brea."


def marked(text: str) -> dict[str, str]:
    blocks = mark_chrome(numbered(lines_of_text(text)))
    return {block.text: block.furniture for block in blocks if block.furniture is not None}


def test_links_below_a_text_are_no_headlines() -> None:
    text = f"{BOATS}\n\nMore on our boats | Work in Sal\n\n{NETS}\n\nDownload the handbook"
    assert marked(text) == {"More on our boats | Work in Sal": "label_row", "Download the handbook": "read_more"}


def test_a_line_above_a_text_is_its_headline() -> None:
    assert marked(f"{BOATS}\n\nSal | Nets are mended\n\nTwenty nets were mended in the shed of Brea.") == {}
    assert marked(f"{BOATS}\n\nRead the waves again\n\nA book on waves by sailors of Brea is out.") == {}
