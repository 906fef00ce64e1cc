"""How much of the text of the PDFs here comes back wrong: pdftotext's, and ours.

    python3 samples/pdf/measure.py build/warraq

Characters wrong, in percent: edit distance to the text beside the PDF, white space run together and
both in NFC. Marks of direction, which pdftotext puts around each line, do not count against it.
"""

import html
import pathlib
import re
import subprocess
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
TEXTS = {  # the text of each PDF; the rest of its making is in make.py
    "cairo-dejavu": "harbour",
    "chromium-amiri-vowelled": "copyist",
    "chromium-naskh": "harbour",
    "chromium-nastaliq": "library",
    "chromium-persian": "sail",
    "chromium-two-columns": "palms",
    "ghostscript-scheherazade": "stork",
    "libreoffice-amiri": "palms",
    "libreoffice-kacst": "stork",
    "libreoffice-nastaliq": "library",
    "reportlab-visual": "stork",
    "weasyprint-persian": "sail",
}


def plain(text):
    text = re.sub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def distance(one, other):
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against)))
        before = row
    return before[-1]


def wrong(expected, got):
    """The share of the characters that are wrong."""
    expected, got = plain(expected), plain(got)
    return distance(expected, got) / len(expected)


def expected_of(name):
    return (HERE / f"{TEXTS[name]}.txt").read_text(encoding="utf-8")


def words_of_hocr(hocr):
    marked = re.findall(r'ocrx_word"[^>]*>(.*?)</span>', hocr)
    return " ".join(html.unescape(re.sub("<[^>]*>", "", word)) for word in marked)


def ours(tool, path):
    ran = subprocess.run([tool, "ocr", "--to", "hocr", path], capture_output=True, timeout=300)
    return words_of_hocr(ran.stdout.decode())


def theirs(path):
    ran = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, timeout=60)
    return ran.stdout.decode()


def main(tool):
    print("                              pdftotext    ours")
    for name in TEXTS:
        path, expected = HERE / f"{name}.pdf", expected_of(name)
        figures = (100 * wrong(expected, theirs(path)), 100 * wrong(expected, ours(tool, path)))
        print(f"{name:28} {figures[0]:8.2f} % {figures[1]:7.2f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])
