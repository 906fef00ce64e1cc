"""Warraq in OCRmyPDF: what Tesseract recognized is repaired before it becomes the PDF's text.

    ocrmypdf --plugin warraq_ocrmypdf.py --pdf-renderer hocr --warraq-records news.jsonl in.pdf out.pdf

Tesseract reads the page as OCRmyPDF asks it to; its hOCR goes through `warraq ocr --to hocr`, and with
--warraq-records the articles of each page are appended to a file, a line of JSON each. Their source is the
page's hOCR, "in.pdf!page-3.hocr"; pages stand in the order in which they were read. The program `warraq`
has to be on the PATH, or named by --warraq.

With the renderer "sandwich", OCRmyPDF 14's default, Tesseract makes the PDF's text itself: there are
records, but no repairs in the PDF, and the plugin says so. OCRmyPDF 14's renderer "hocr" knows Latin
letters only. Written for the hooks of OCRmyPDF 14 and later, tried with 14.0.1.
"""

import json
import logging
import os
import re
import subprocess
from pathlib import Path

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import BadArgsError, MissingDependencyError, SubprocessOutputError

log = logging.getLogger(__name__)

SECONDS_A_PAGE = 60


@hookimpl
def add_options(parser):
    group = parser.add_argument_group("Warraq", "Repaired text and article records")
    group.add_argument("--warraq", metavar="PROGRAM", default="warraq",
                       help="the program warraq, if it is not on the PATH")
    group.add_argument("--warraq-records", metavar="FILE",
                       help="append the article records of each page (JSON Lines) to this file")


@hookimpl(trylast=True)  # when the renderer has been chosen
def check_options(options):
    try:
        call(options, "--version")
    except (OSError, SubprocessOutputError) as error:
        raise MissingDependencyError(
            f"the program {program(options)} does not run ({error}); install warraq or name it with "
            "--warraq") from error
    records = records_file(options)
    if records is not None:
        try:
            records.open("ab").close()
        except OSError as error:
            raise BadArgsError(f"--warraq-records: {error}") from error
    if getattr(options, "pdf_renderer", "auto") == "sandwich":
        log.warning("With the renderer sandwich the PDF's text is Tesseract's, not repaired; "
                    "use --pdf-renderer hocr")


def program(options):
    return getattr(options, "warraq", None) or "warraq"


def records_file(options):
    name = getattr(options, "warraq_records", None)
    return Path(name) if name else None


def call(options, *arguments, text=b"", well=(0,)):
    """What warraq writes for `text` on its standard input; only these statuses are well."""
    try:
        done = subprocess.run([program(options), *arguments], input=text, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=SECONDS_A_PAGE, check=False)
    except subprocess.TimeoutExpired as error:
        raise SubprocessOutputError(f"warraq took more than {SECONDS_A_PAGE} s") from error
    if done.returncode not in well:
        raise SubprocessOutputError("warraq: " + done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def named(lines, options, image):
    """Records under a name that tells the page, "in.pdf!page-3.hocr", like a member of an archive."""
    number = re.match(r"(\d+)_", Path(image).name)  # OCRmyPDF's working files: 000003_ocr.png
    page = int(number[1]) if number else Path(image).stem
    for line in lines.splitlines():
        record = json.loads(line)
        record["source"]["name"] = f"{getattr(options, 'input_file', None) or '-'}!page-{page}.hocr"
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def append_records(hocr, image, options):
    records = records_file(options)
    if records is None:
        return
    # Without the name of OCRmyPDF's passing folder, or every run gave other ids.
    hocr = hocr.replace(os.fsencode(Path(image).parent) + b"/", b"")
    # Status 1 is a page without an article: a blank one, a table of contents.
    lines = call(options, "--from", "hocr", "-", text=hocr, well=(0, 1)).decode()
    if not lines:
        return
    # One write to a file that is open for appending: pages are read by several workers at once.
    with records.open("ab", buffering=0) as file:
        file.write("".join(named(lines, options, image)).encode())


class WarraqEngine(TesseractOcrEngine):
    """Tesseract, its words repaired."""

    @staticmethod
    def creator_tag(options):
        version = call(options, "--version").decode().split("\n")[0]
        return f"{TesseractOcrEngine.creator_tag(options)} + {version}"

    @staticmethod
    def generate_hocr(input_file, output_hocr, output_text, options):
        TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)
        hocr = Path(output_hocr).read_bytes()
        if b"ocrx_word" not in hocr:  # a blank page, or one that Tesseract gave up
            return
        Path(output_hocr).write_bytes(
            call(options, "ocr", "--from", "hocr", "--to", "hocr", "-", text=hocr))
        Path(output_text).write_bytes(call(options, "ocr", "--from", "hocr", "-",
                                           text=Path(output_hocr).read_bytes()))
        append_records(hocr, input_file, options)

    @staticmethod
    def generate_pdf(input_file, output_pdf, output_text, options):
        """Tesseract's PDF; it leaves hOCR beside it if its configuration asks for that."""
        if records_file(options) is None:
            TesseractOcrEngine.generate_pdf(input_file, output_pdf, output_text, options)
            return
        both = WithHocr(options)
        TesseractOcrEngine.generate_pdf(input_file, output_pdf, output_text, both)
        hocr = Path(output_pdf).with_suffix(".hocr")
        if hocr.exists():
            append_records(hocr.read_bytes(), input_file, options)


class WithHocr:
    """The options, and Tesseract's configuration "hocr" among them."""

    def __init__(self, options):
        self._options = options
        self.tesseract_config = [*(getattr(options, "tesseract_config", None) or []), "hocr"]

    def __getattr__(self, name):
        return getattr(self._options, name)


@hookimpl(tryfirst=True)
def get_ocr_engine():
    return WarraqEngine()
