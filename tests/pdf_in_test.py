"""PDFs read: the text of a dozen that as many programs made, scans, layers that lie, and hostile ones.

What the texts are held against is samples/pdf/measure.py, which prints all figures.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import unittest
import zlib

import tool

spec = importlib.util.spec_from_file_location("measure", tool.sample("pdf", "measure.py"))
measure = importlib.util.module_from_spec(spec)
spec.loader.exec_module(measure)

MOST_WRONG = 0.02
LINES = ("Harbour Bridge Opens a Year Early",
         "The new bridge over the harbour was opened on Wednesday, a year before it was",
         "promised, and at a cost that the city council called the first good surprise of the",
         "decade. We had three quiet winters and a crew that would not go home, the engineer",
         "Maria Holm said at the opening, while the first trams waited behind her.",
         "The old bridge stays for walkers and cyclists. It will be painted next summer.")


def text_of(lines, size=12):
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    return f"BT /F1 {size} Tf 72 720 Td {shown} ET".encode()


def stream(data, entries=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def pdf(objects):
    """A file of the objects 1, 2, ..., of which 1 is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
                  b"startxref\n%d\n%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, len(out)))


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pages_of(contents, box=b"0 0 612 792", more=b"", resources=b"/Font<</F1 3 0 R>>"):
    """A file with a page for each content stream; `more` is of each page."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), FONT]
    for i, content in enumerate(contents):
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<%s>>/Contents %d 0 R%s>>"
                       % (box, resources, first + 2 * i + 1, more))
        objects.append(stream(content))
    return pdf(objects)


def qpdf(*arguments):
    subprocess.run(["qpdf", "--warning-exit-0", *arguments], check=True, capture_output=True)


class PdfIn(tool.TestCase):
    def read(self, path, *options, seconds=60, rss_mib=512):
        """The run, its records, and its failures by code."""
        failures = self.path("failures.jsonl")
        ran = tool.run("-j", "1", "--failures", failures, *options, path, seconds=seconds)
        self.assertFalse(ran.timed_out, path)
        self.assertIn(ran.status, (0, 1), ran.err[-2000:])
        self.assert_bounded(ran, seconds, rss_mib)
        with open(failures, encoding="utf-8") as lines:
            ran.codes = [json.loads(line)["code"] for line in lines]
        return ran

    def words(self, path):
        ran = tool.run("ocr", "--to", "hocr", path)
        self.assert_status(ran, 0)
        return measure.words_of_hocr(ran.out.decode())

    def notes(self, ran):
        return [note["code"] for record in ran.records()
                for note in record.get("quality", {}).get("notes", [])]


class Texts(PdfIn):
    def test_the_text_comes_back(self):
        for name in measure.TEXTS:
            with self.subTest(name):
                wrong = measure.wrong(measure.expected_of(name),
                                      self.words(tool.sample("pdf", name + ".pdf")))
                self.assertLessEqual(wrong, MOST_WRONG)

    def test_records_are_traced(self):
        folder = tool.sample("pdf")
        paths = sorted(os.path.join(folder, p) for p in os.listdir(folder) if p.endswith(".pdf"))
        ran = tool.run(*paths)
        self.assert_status(ran, 0)
        records = ran.records()
        self.assertEqual(len(records), len(paths))
        for record in records:
            self.assertEqual(record["source"]["media_type"], "application/pdf")
            self.assertEqual(record["source"]["page"], 1)
            self.assertTrue(all("box" in place for place in record["blocks"][0]["from"]))
        verified = tool.run("verify", "-", stdin=ran.out)
        self.assertEqual(verified.status, 0, verified.err)
        lie = ran.out.replace("الحبوب".encode(), "الحروب".encode())
        self.assertEqual(tool.run("verify", "-", stdin=lie).status, 1)

    def test_from_a_pipe(self):
        with open(tool.sample("pdf", "chromium-naskh.pdf"), "rb") as file:
            ran = tool.run("-", stdin=file)
        self.assert_status(ran, 0)
        self.assertIn("ميناء الأبيض", ran.records()[0]["text"])

    def test_latin_letters_and_lines_before_the_head(self):
        path = self.write("a.pdf", b"junk of a mailer\n" + pages_of([text_of(LINES)]))
        ran = self.read(path)
        self.assertEqual(ran.codes, [])
        text = ran.records()[0]["text"]
        self.assertIn("a year before it was promised, and at a cost", text)

    def test_a_turned_page(self):
        path = self.write("turned.pdf", pages_of([text_of(LINES)], more=b"/Rotate 90"))
        self.assertIn("The old bridge stays for walkers and cyclists.", self.words(path))

    def test_text_in_forms_and_replaced_text(self):
        form = stream(b"q " + text_of(LINES) + b" Q",
                      b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>"
                      b"/XObject<</Self 6 0 R>>>>")
        content = (b"/Form Do BT /F1 12 Tf 72 500 Td /Span<</ActualText(shown)>>BDC (xyz) Tj EMC "
                   b"ET Q Q Q /Self Do")
        data = pages_of([content], resources=b"/Font<</F1 3 0 R>>/XObject<</Form 6 0 R>>")
        head, tail = data.split(b"xref\n", 1)
        path = self.write("form.pdf", head, b"6 0 obj\n", form, b"\nendobj\nxref\n", tail)
        words = self.words(path)
        self.assertIn("The old bridge stays for walkers and cyclists.", words)
        self.assertIn("shown", words)
        self.assertNotIn("xyz", words)

    def test_attachments_are_noted(self):
        path = self.path("with.pdf")
        qpdf("--add-attachment", tool.sample("pdf", "stork.txt"), "--",
             tool.sample("pdf", "chromium-naskh.pdf"), path)
        self.assertIn("attachments-left-out", self.notes(self.read(path)))


class Ink(PdfIn):
    def scan(self, over=b""):
        with open(tool.sample("images", "ar-blurred.jpg"), "rb") as file:
            jpeg = file.read()
        size = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)", jpeg, re.DOTALL)
        height, width = (int.from_bytes(part, "big") for part in size.groups())
        picture = stream(jpeg, b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                         b"/ColorSpace/DeviceGray/Filter/DCTDecode" % (width, height))
        data = pages_of([b"q 612 0 0 792 0 0 cm /I Do Q " + over],
                        resources=b"/Font<</F1 3 0 R>>/XObject<</I 6 0 R>>")
        head, tail = data.split(b"xref\n", 1)
        return self.write("scan.pdf", head, b"6 0 obj\n", picture, b"\nendobj\nxref\n", tail)

    def test_a_scan_is_recognized(self):
        ran = self.read(self.scan())
        self.assertEqual(ran.codes, [], ran.err)
        record = ran.records()[0]
        self.assertTrue(record["quality"]["recognizer"].startswith("tesseract"))
        verified = tool.run("verify", "-", stdin=ran.out)
        self.assertEqual(verified.status, 0, verified.err)

    def test_a_stamp_on_a_scan_is_not_its_text(self):
        plain = self.read(self.scan()).records()[0]
        stamped = self.scan(text_of(["Downloaded from the archive on 3 May 2024 at 12:01"], 6))
        self.assertEqual(self.read(stamped).records()[0]["text"], plain["text"])

    def test_our_own_searchable_pdf(self):
        made = tool.run("ocr", "--to", "pdf", tool.sample("images", "en-clean.png"))
        self.assert_status(made, 0)
        words = self.words(self.write("own.pdf", made.out))
        expected = self.words(tool.sample("images", "en-clean.png"))
        self.assertLessEqual(measure.wrong(expected, words), 0.01)

    def test_a_layer_that_lies_is_refused(self):
        """Letters that mean other letters: the page is read from its ink."""
        path = self.path("plain.pdf")
        qpdf("--qdf", "--object-streams=disable", tool.sample("pdf", "libreoffice-amiri.pdf"), path)
        with open(path, "rb") as file:
            data = file.read()
        letters = "060C 0627 0628 0629 062A 062B 062C 062D 062E 062F 0631 0632 0633 0634 0635 " \
                  "0636 0637 0638 0639 063A 0641 0642 0643 0644 0645 0646 0647 0648 0649 064A".split()
        turned = dict(zip(letters, letters[17:] + letters[:17]))
        data = re.sub(rb"(?<=> <)06..(?=>)",
                      lambda found: turned.get(found[0].decode(), "0621").encode(), data)
        ran = self.read(self.write("lies.pdf", data))
        self.assertEqual(ran.codes, [], ran.err)
        self.assertIn("text-layer-unlikely", self.notes(ran))
        self.assertIn("الواحة الشرقية", ran.records()[0]["text"])

    def test_a_layer_without_meaning_is_refused(self):
        path = self.path("plain.pdf")
        qpdf("--qdf", "--object-streams=disable", tool.sample("pdf", "chromium-naskh.pdf"), path)
        with open(path, "rb") as file:
            data = file.read()
        data = data.replace(b"/ToUnicode", b"/NoUnicode")
        ran = self.read(self.write("mute.pdf", data))
        self.assertIn("text-layer-unmapped", self.notes(ran))
        self.assertIn("السفينة الأولى", ran.records()[0]["text"])


class Hostile(PdfIn):
    def fails(self, code, data, **how):
        ran = self.read(self.write("in.pdf", data), **how)
        self.assertEqual((ran.codes, len(ran.records())), ([code], 0), ran.err)

    def test_encrypted(self):
        locked, owned = self.path("locked.pdf"), self.path("owned.pdf")
        source = tool.sample("pdf", "chromium-naskh.pdf")
        qpdf("--encrypt", "user", "owner", "256", "--", source, locked)
        qpdf("--encrypt", "", "owner", "256", "--", source, owned)
        self.assertEqual(self.read(locked).codes, ["encrypted"])
        self.assertEqual(self.read(owned).codes, [])

    def test_cut_short(self):
        with open(tool.sample("pdf", "libreoffice-amiri.pdf"), "rb") as file:
            data = file.read()
        for share in (0.02, 0.3, 0.6, 0.9, 0.99):
            with self.subTest(share):
                ran = self.read(self.write("cut.pdf", data[:int(len(data) * share)]))
                self.assertEqual(len(ran.codes) + len(ran.records()), 1, ran.err)

    def test_a_page_tree_that_is_a_circle(self):
        self.fails("damaged-pdf", pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                                       b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]))

    def test_no_pages(self):
        self.fails("damaged-pdf", pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                                       b"<</Type/Pages/Kids[]/Count 0>>"]))

    def test_a_page_as_large_as_a_town(self):
        self.fails("image-too-large", pages_of([b"0 0 m 9 9 l S"], box=b"0 0 99999999 99999999"))

    def test_a_stream_that_unpacks_to_a_gigabyte(self):
        packer, packed = zlib.compressobj(9), b""
        for _ in range(1024):
            packed += packer.compress(b"q Q " * (1 << 18))
        packed += packer.flush()
        data = pages_of([b"0 0 m"]).replace(
            stream(b"0 0 m"), stream(packed, b"/Filter/FlateDecode"))
        self.fails("program-failed", data)

    def test_states_and_forms_without_end(self):
        self.assertIn(self.read(self.write("q.pdf", pages_of([b"q " * 500_000 + text_of(LINES)])))
                      .codes, ([], ["no-article"]))

    def test_ten_thousand_pages(self):
        many = pages_of([text_of((f"Page {i}", *LINES[1:3])) for i in range(10_000)])
        ran = self.read(self.write("many.pdf", many), seconds=300, rss_mib=256)
        self.assertEqual(len(ran.records()) + len(ran.codes), 10_000)
        self.assertEqual(set(ran.codes) - {"no-article"}, set())
        more = pages_of([b""] * 10_001)
        self.fails("too-large", more)


if __name__ == "__main__":
    if shutil.which("qpdf") and shutil.which("pdftoppm"):
        tool.main()
    else:
        raise unittest.SkipTest("qpdf or poppler-utils is not installed")
