"""Searchable PDFs, looked at by programs that are not ours: qpdf, poppler, mupdf.

Of each sample scan: the file is sound, the picture inside is the file's own bytes, and the words come
back in the order in which they are read. What is not installed is not asked (Debian: qpdf,
poppler-utils, mupdf-tools).
"""

import difflib
import html
import re
import shutil
import subprocess
import unittest
import zlib

import tool

SCANS = ("ar-clean.png", "ar-en-two-digit-sets-shadow.jpg", "en-ar-two-pages.tif",
         "en-skewed-salt.png", "fa-yellowed.jp2", "ru-low-contrast.webp")
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def needs(program, package):
    return unittest.skipUnless(shutil.which(program),
                               f"{program} is not installed (apt-get install {package})")


def words(text):
    return CONTROLS.sub("", text).split()


def found(want, got):
    """The share of the words that come back, in their order."""
    matcher = difflib.SequenceMatcher(None, want, got, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(want)


def png_pixels(data):
    """The IDAT chunks, joined."""
    at, pixels = 8, b""
    while at < len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        if data[at + 4:at + 8] == b"IDAT":
            pixels += data[at + 8:at + 8 + size]
        at += size + 12
    return pixels


def png(width, height, bits, kind, rows, *chunks):
    """PNG of `rows`, each with its filter byte."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([bits, kind, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
        data += len(body).to_bytes(4, "big") + name + body
        data += zlib.crc32(name + body).to_bytes(4, "big")
    return data


class PdfTest(tool.TestCase):
    pdfs = {}  # of each scan: bytes, and the words of its hOCR; each recognized once

    def made(self, scan):
        if scan not in self.pdfs:
            picture = tool.sample("images", scan)
            pdf = tool.run("ocr", "--to", "pdf", picture)
            self.assert_status(pdf, 0)
            hocr = tool.run("ocr", "--to", "hocr", picture)
            marked = re.findall(r'ocrx_word"[^>]*>([^<]*)<', hocr.out.decode())
            self.pdfs[scan] = pdf.out, words(" ".join(map(html.unescape, marked)))
        pdf, expected = self.pdfs[scan]
        self.assertGreater(len(expected), 50)
        return self.write(scan + ".pdf", pdf), expected

    def output(self, *command):
        ran = subprocess.run(command, capture_output=True, timeout=120)
        self.assertEqual(ran.returncode, 0, ran.stderr[-1000:])
        return ran.stdout

    @needs("qpdf", "qpdf")
    def test_files_are_sound(self):
        for scan in SCANS:
            with self.subTest(scan):
                self.output("qpdf", "--check", self.made(scan)[0])

    @needs("pdftotext", "poppler-utils")
    def test_words_come_back_in_poppler(self):
        shares = {}
        for scan in SCANS:
            path, expected = self.made(scan)
            text = self.output("pdftotext", path, "-").decode()
            shares[scan] = found(expected, words(text))
            with self.subTest(scan):
                self.assertGreaterEqual(shares[scan], 0.96)
        self.assertGreaterEqual(sum(shares.values()) / len(shares), 0.98, shares)

    @needs("mutool", "mupdf-tools")
    def test_words_come_back_in_mupdf(self):
        for scan in SCANS:
            with self.subTest(scan):
                path, expected = self.made(scan)
                text = self.output("mutool", "draw", "-q", "-F", "text", "-o", "-", path).decode()
                self.assertGreaterEqual(found(expected, words(text)), 0.98)

    def test_pictures_are_the_bytes_that_came(self):
        for scan in ("ar-en-two-digit-sets-shadow.jpg", "fa-yellowed.jp2", "ar-clean.png"):
            with self.subTest(scan), open(tool.sample("images", scan), "rb") as file:
                own = file.read()
                pixels = png_pixels(own) if scan.endswith(".png") else own
                with open(self.made(scan)[0], "rb") as pdf:
                    self.assertIn(b"/Length %d>>\nstream\n%s\nendstream" % (len(pixels), pixels),
                                  pdf.read())

    @needs("pdftoppm", "poppler-utils")
    def test_pages_are_dark_on_light(self):
        for scan in SCANS:
            with self.subTest(scan):
                page = self.output("pdftoppm", "-gray", "-r", "40", self.made(scan)[0])
                size, pixels = page.split(b"\n", 3)[1:4:2]
                width, height = map(int, size.split())
                mean = sum(pixels[:width * height]) / (width * height)
                self.assertGreater(mean, 150)
                self.assertLess(mean, 254.5)

    @needs("pdftoppm", "poppler-utils")
    def test_colours_stay(self):
        # Left red, right white, in pictures that reach the file by different ways.
        side = 120
        row = b"\0" + (b"\xff\0\0" * side + b"\xff" * 3 * side)
        clear = b"\0" + (b"\xff\0\0\xff" * side + b"\0\0\xff\0" * side)
        indices = b"\0" + b"\0" * (side // 8) + b"\xff" * (side // 8)
        palette = (b"PLTE", b"\xff\0\0\xff\xff\xff")
        pictures = {
            "rgb.png": png(2 * side, side, 8, 2, row * side),
            "palette.png": png(2 * side, side, 1, 3, indices * side, palette),
            "clear.png": png(2 * side, side, 8, 6, clear * side),
            "plain.ppm": b"P6 %d %d 255\n" % (2 * side, side) + row[1:] * side,
        }
        for name, data in pictures.items():
            with self.subTest(name):
                ran = tool.run("ocr", "--to", "pdf", "--language", "eng", self.write(name, data))
                self.assert_status(ran, 0)
                drawn = self.output("pdftoppm", "-r", "300", self.write(name + ".pdf", ran.out))
                size, pixels = drawn.split(b"\n", 3)[1:4:2]
                width, height = map(int, size.split())
                self.assertEqual((width, height), (2 * side, side))
                middle = pixels[3 * width * (height // 2):][:3 * width]
                self.assertEqual(middle[3 * 20:3 * 21], b"\xff\0\0")
                self.assertEqual(middle[3 * 200:3 * 201], b"\xff\xff\xff")

    def test_words_without_a_picture_are_refused(self):
        hocr = self.write("words.hocr", "<html><head><meta name='ocr-system' content='x'/></head>"
                          "<div class='ocr_page' title='bbox 0 0 90 90'><span class='ocrx_word' "
                          "title='bbox 0 0 9 9'>word</span></div></html>")
        ran = tool.run("ocr", "--to", "pdf", hocr)
        self.assert_status(ran, 1)
        self.assertIn("no picture", ran.err)
        self.assertEqual(ran.out, b"")

    def test_same_picture_same_bytes(self):
        picture = tool.sample("images", "en-clean.png")
        first, again = (tool.run("ocr", "--to", "pdf", "--language", "eng", picture).out
                        for _ in range(2))
        self.assertEqual(first, again)
        self.assertTrue(first.endswith(b"%%EOF\n"))


if __name__ == "__main__":
    tool.main()
