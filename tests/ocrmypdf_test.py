"""The plugin for OCRmyPDF, in the real one: the PDF's text and the records beside it."""

import json
import os
import shutil
import subprocess
import unittest

import tool

PLUGIN = os.path.join(tool.SOURCE, "plugin", "host", "warraq_ocrmypdf.py")
PYTHON = "/usr/bin/python3"  # whose packages are Debian's
MISSING = [name for name in ("ocrmypdf", "pdftotext", "tesseract") if shutil.which(name) is None]


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)}")
class OcrMyPdf(tool.TestCase):
    def ocr(self, *arguments, scan="en-clean.png", program=tool.TOOL):
        return subprocess.run(
            ["ocrmypdf", "--plugin", PLUGIN, "--warraq", program, "--image-dpi", "150",
             "--output-type", "pdf", "--jobs", "1", *arguments, tool.sample("images", scan),
             self.path("out.pdf")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, timeout=200,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"})

    def words(self):
        return subprocess.run(["pdftotext", self.path("out.pdf"), "-"], stdout=subprocess.PIPE,
                              text=True, check=True).stdout.split()

    def records(self):
        with open(self.path("records.jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def test_repaired_text_and_records(self):
        done = self.ocr("--pdf-renderer", "hocr", "-l", "eng", "--sidecar", self.path("out.txt"),
                        "--warraq-records", self.path("records.jsonl"))
        self.assertEqual(done.returncode, 0, done.stderr)
        (record,) = self.records()
        self.assertTrue(record["source"]["name"].endswith("en-clean.png!page-1.hocr"))
        self.assertEqual(record["published"]["edtf"], "1935-10-12")
        words = self.words()
        body = record["text"].split()
        self.assertGreater(len(body), 100)
        self.assertGreater(sum(word in words for word in body), 0.98 * len(body))
        with open(self.path("out.txt"), encoding="utf-8") as file:
            self.assertIn("Clockmaker Climbs Tower", file.read())
        # A second run adds to the file.
        self.assertEqual(self.ocr("--pdf-renderer", "hocr", "-l", "eng", "--warraq-records",
                                  self.path("records.jsonl")).returncode, 0)
        self.assertEqual([len(self.records()), self.records()[1]["id"]], [2, record["id"]])

    def test_the_pdf_has_what_warraq_made(self):
        """A program that writes its own words stands in for warraq: they are the PDF's."""
        program = self.write("marked", f"""#!/bin/sh
"{tool.TOOL}" "$@" | sed 's/>Clockmaker</>Watchmaker</'
""")
        os.chmod(program, 0o755)
        done = self.ocr("--pdf-renderer", "hocr", "-l", "eng", program=program)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Watchmaker", self.words())
        self.assertNotIn("Clockmaker", self.words())

    def test_records_with_the_sandwich_renderer(self):
        done = self.ocr("--pdf-renderer", "sandwich", "-l", "ara", "--warraq-records",
                        self.path("records.jsonl"), scan="ar-clean.png")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("--pdf-renderer hocr", done.stderr)
        (record,) = self.records()
        self.assertEqual((record["language"], record["direction"]), ("ar", "rtl"))
        self.assertIn("قطار الجبل", record["headline"]["text"])
        self.assertGreater(len(self.words()), 50)

    def test_its_hocrtransform_takes_what_we_write(self):
        """hOCR that has gone through us makes the PDF that it made before: the same words."""
        scan = tool.sample("images", "en-clean.png")
        subprocess.run(["tesseract", scan, self.path("theirs"), "-l", "eng", "hocr"], check=True,
                       capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
        ours = tool.run("ocr", "--to", "hocr", self.path("theirs.hocr"))
        self.assert_status(ours, 0)
        self.write("ours.hocr", ours.out)
        texts = []
        for name in ("theirs", "ours"):
            subprocess.run([PYTHON, "-m", "ocrmypdf.hocrtransform", "-r", "150", "-i", scan,
                            self.path(name + ".hocr"), self.path("out.pdf")], check=True,
                           capture_output=True, timeout=60)
            texts.append(self.words())
        self.assertGreater(len(texts[0]), 200)
        self.assertEqual(*texts)

    def test_what_is_missing_is_said(self):
        done = self.ocr(program=self.path("no-warraq"))
        self.assertEqual(done.returncode, 3, done.stderr)  # OCRmyPDF's missing dependency
        self.assertIn("--warraq", done.stderr)
        self.assertFalse(os.path.exists(self.path("out.pdf")))
        done = self.ocr("--warraq-records", self.path("no", "folder") + "/x/records.jsonl")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("--warraq-records", done.stderr)


if __name__ == "__main__":
    tool.main()
