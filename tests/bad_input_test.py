"""What happens to bad input: nothing crashes, hangs, fills the memory or passes in silence.

Every case is run between two good files, whose records must come out. A source that gives no
record gives a failure line and a sentence on standard error. Damage that is no error gives a
record, with its repair counted.
"""

import gzip
import io
import json
import lzma
import os
import random
import re
import shutil
import struct
import subprocess
import tarfile
import unittest
import unittest.mock
import zipfile
import zlib

import tool

MOST_MIB = 512
PRODUCED = set()  # error codes seen in this run

# Codes that no input can be made to give here, and why.
UNREACHABLE = {
    "too-deep": "no reader gives up for depth: deeper elements become siblings",
    "recognition-failed": "only where Tesseract itself says so, which was not seen yet",
    "crashed": "only where a decoder has a fault; workers_test.py plants one",
    "timed-out": "only past Limits::page_seconds, which no option sets; picture_worker_test.cc does",
    "damaged-sites": "of what --sites names, not of an input; sites_test.py sees it",
    "unwritable": "of the output folder, not of an input; batch_test.py sees it",
    "missing-program": "what this needs is installed; confined_test.cc asks for what is not",
    "program-failed": "only where a program of others breaks down, or the kernel has no seccomp",
    "untraceable": "verify says its findings in sentences; cli_test.py holds its exit status",
}

STORY = (
    "Harbour Bridge Opens a Year Early\n"
    "14 May 2025\n"
    "The new bridge over the harbour was opened on Wednesday, a year before it was promised, and at\n"
    "a cost that the city council called the first good surprise of the decade.\n"
    "\"We had three quiet winters and a crew that would not go home,\" the engineer Maria Holm said\n"
    "at the opening, while the first trams waited behind her.\n"
    "The old bridge stays for walkers and cyclists. It will be painted next summer.\n"
)
ARABIC = (
    "افتتاح الجسر قبل موعده بعام\n"
    "14 مايو 2025\n"
    "افتتحت المدينة يوم الأربعاء الجسر الجديد فوق الميناء قبل عام من الموعد الذي وعدت به، وبكلفة وصفها\n"
    "المجلس البلدي بأنها أول مفاجأة سارة منذ سنوات طويلة.\n"
    "وقالت المهندسة المشرفة إن العمل لم يتوقف في الشتاء، وإن العمال رفضوا العودة إلى بيوتهم قبل تمامه.\n"
)


def model_folder():
    folders = [os.environ.get("TESSDATA_PREFIX", ""), "/usr/share/tesseract-ocr/5/tessdata",
               "/usr/share/tessdata"]
    return next((f for f in folders if f and os.path.exists(os.path.join(f, "eng.traineddata"))),
                None)


class BadInput(tool.TestCase):
    def setUp(self):
        super().setUp()
        self.before = self.write("1-before.txt", STORY)
        self.after = self.write("9-after.txt", STORY)

    def go(self, *arguments, seconds=20, rss_mib=MOST_MIB, **how):
        """Runs on `arguments` between two good files; returns the run and the failure lines."""
        failures = self.path("failures.jsonl")
        ran = tool.run("-j", "1", "--failures", failures, self.before, *arguments, self.after,
                       seconds=4 * seconds, **how)
        self.assertFalse(ran.timed_out, f"hung: killed after {ran.seconds:.0f} s")
        self.assertIn(ran.status, (0, 1), ran.err[-2000:])
        self.assert_bounded(ran, seconds, rss_mib)
        names = [record["source"]["name"] for record in ran.records()]
        self.assertEqual((names[0], names[-1]), (self.before, self.after))
        ran.others = ran.records()[1:-1]
        with open(failures, encoding="utf-8") as lines:
            ran.failures = [json.loads(line) for line in lines]
        self.assertEqual(ran.status, 1 if ran.failures else 0)
        return ran

    def failed(self, code, *arguments, name=None, page=None, records=0, **how):
        """The case must give one failure of this code, told in both ways."""
        ran = self.go(*arguments, **how)
        name = name or arguments[-1]
        self.assertEqual([f["code"] for f in ran.failures], [code], ran.err)
        self.assertEqual(len(ran.others), records)
        failure = ran.failures[0]
        PRODUCED.add(code)
        self.assertEqual(list(failure), ["schema", "source", "code", "what", "hint"])
        self.assertEqual(failure["schema"], "warraq/failure/1")
        self.assertEqual(failure["source"]["name"], name)
        self.assertEqual(failure["source"].get("page"), page)
        self.assertTrue(failure["what"] and failure["hint"])
        sentences = [line for line in ran.err.splitlines() if line]
        self.assertEqual(len(sentences), 1, ran.err)
        where = name + (f", page {page}" if page else "")
        self.assertTrue(sentences[0].startswith(f"warraq: {where}: "), sentences[0])
        self.assertIn(f"({code})", sentences[0])
        return failure

    def repaired(self, *arguments, rule=None, **how):
        """The case must give records, with no failure; each counts the repair `rule`."""
        ran = self.go(*arguments, **how)
        self.assertEqual(ran.failures, [])
        self.assertEqual(len(ran.others), len(arguments), ran.err)
        for record in ran.others:
            counts = {repair["rule"]: repair["count"] for repair in record.get("repairs", [])}
            if rule:
                self.assertGreaterEqual(counts.get(rule, 0), 1, record["source"]["name"])
        self.verified(ran.out)
        return ran.others

    def verified(self, records):
        ran = tool.run("verify", "-", stdin=records)
        self.assertEqual(ran.status, 0, ran.err)


class Files(BadInput):
    def test_empty_file(self):
        self.failed("empty", self.write("empty.txt"))

    def test_missing_file(self):
        self.failed("missing-file", self.path("no", "such.txt"))

    def test_file_as_folder(self):
        self.failed("missing-file", self.before + "/inside.txt")

    def test_empty_folder(self):
        os.mkdir(self.path("folder"))
        self.failed("empty-folder", self.path("folder"))

    def test_folder(self):
        self.write("folder/b/2.txt", STORY)
        self.write("folder/1.txt", STORY)
        self.write("folder/b/empty.txt")
        ran = self.go(self.path("folder"))
        self.assertEqual([r["source"]["name"] for r in ran.others],
                         [self.path("folder/1.txt"), self.path("folder/b/2.txt")])
        self.assertEqual([f["source"]["name"] for f in ran.failures],
                         [self.path("folder/b/empty.txt")])

    def test_folder_that_holds_itself(self):
        self.write("folder/1.txt", STORY)
        os.symlink(self.path("folder"), self.path("folder/again"))
        ran = self.go(self.path("folder"))
        self.assertEqual(len(ran.others), 1)
        self.assertEqual(ran.failures, [])

    def test_links_in_a_circle(self):
        os.symlink(self.path("b.txt"), self.path("a.txt"))
        os.symlink(self.path("a.txt"), self.path("b.txt"))
        self.failed("unreadable", self.path("a.txt"))

    def test_broken_link_in_a_folder(self):
        self.write("folder/1.txt", STORY)
        os.symlink("nowhere", self.path("folder/2.txt"))
        self.failed("missing-file", self.path("folder"), name=self.path("folder/2.txt"), records=1)

    def without_rights(self):
        """How to run the tool as one who may not read everything."""
        if os.getuid() != 0:
            return {}
        try:
            if tool.run("--version", user="nobody", cwd="/").status == 0:
                return {"user": "nobody", "cwd": "/"}
        except (OSError, KeyError, subprocess.SubprocessError):
            pass
        self.skipTest("root may read everything, and the tool cannot be run as nobody")

    def forbidden(self, path):
        os.chmod(path, 0)
        self.addCleanup(os.chmod, path, 0o700)

    def open_failures(self):
        os.chmod(self.write("failures.jsonl"), 0o666)

    def test_no_permission(self):
        how = self.without_rights()
        self.open_failures()
        path = self.write("secret.txt", STORY)
        self.forbidden(path)
        self.failed("no-permission", path, **how)

    def test_no_permission_for_a_folder(self):
        how = self.without_rights()
        self.open_failures()
        self.write("folder/1.txt", STORY)
        self.forbidden(self.path("folder"))
        self.failed("no-permission", self.path("folder"), **how)

    def test_no_permission_inside_a_folder(self):
        how = self.without_rights()
        self.open_failures()
        for name in ("folder/1.txt", "folder/secret/2.txt", "folder/then/3.txt"):
            self.write(name, STORY)
        self.forbidden(self.path("folder/secret"))
        self.failed("no-permission", self.path("folder"), name=self.path("folder/secret"),
                    records=2, **how)

    def test_device(self):
        self.failed("unreadable", "/dev/zero")

    def test_pipe_that_nobody_writes(self):
        os.mkfifo(self.path("pipe"))
        self.failed("empty", self.path("pipe"))

    def test_pipe_in_a_folder(self):
        self.write("folder/1.txt", STORY)
        os.mkfifo(self.path("folder/pipe"))
        self.failed("empty", self.path("folder"), name=self.path("folder/pipe"), records=1)


class Bytes(BadInput):
    def test_binary_rubbish(self):
        self.failed("not-text", self.write("rubbish.txt", random.Random(1).randbytes(100_000)))

    def test_program(self):
        self.failed("not-text", self.write("program.txt", b"\x7fELF\x02\x01\x01" + bytes(9),
                                           bytes(range(256)) * 64))

    def test_pdf(self):
        self.failed("damaged-pdf",
                    self.write("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"))

    def test_locked_pdf(self):
        path = self.path("locked.pdf")
        subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--",
                        tool.sample("pdf", "chromium-naskh.pdf"), path], check=True)
        self.failed("encrypted", path)

    def test_recognized_text_without_a_page(self):
        self.failed("damaged-markup", self.write("page.xml", "<alto><Layout></Layout></alto>"))
        self.failed("damaged-markup", self.write("cut.xml", "<?xml version='1.0'?><PcGts xmlns='x'"))

    def test_issue_without_its_pages(self):
        with open(tool.sample("recognized", "issue", "mets.xml"), "rb") as file:
            self.failed("missing-part", self.write("mets.xml", file.read()))

    def test_nothing_but_space(self):
        self.failed("no-article", self.write("space.txt", " \n\t\r\n" * 1000))

    def test_nothing_but_marks(self):
        self.failed("no-article", self.write("mark.txt", b"\xef\xbb\xbf"))

    def test_page_without_text(self):
        self.failed("no-article",
                    self.write("page.html", "<!doctype html><html><body><div></div></body></html>"))

    def test_invalid_utf8(self):
        """The kinds of Markus Kuhn's decoder test; the text around them is UTF-8 beyond doubt."""
        kinds = {
            "continuation": [b"\x80", b"\xbf", b"\x80\xbf", b"\x80\xbf\x80",
                             bytes(range(0x80, 0xC0))],
            "lonely-start": [bytes([b, 0x20]) for b in range(0xC0, 0xFE)],
            "cut-short": [b"\xc0", b"\xe0\x80", b"\xf0\x80\x80", b"\xf8\x80\x80\x80",
                          b"\xfc\x80\x80\x80\x80",
                          b"\xdf", b"\xef\xbf", b"\xf7\xbf\xbf", b"\xfb\xbf\xbf\xbf",
                          b"\xfd\xbf\xbf\xbf\xbf"],
            "cut-short-together": [
                b"\xc0\xe0\x80\xf0\x80\x80\xf8\x80\x80\x80\xfc\x80\x80\x80\x80\xdf\xef\xbf"
                                   b"\xf7\xbf\xbf\xfb\xbf\xbf\xbf\xfd\xbf\xbf\xbf\xbf"],
            "impossible": [b"\xfe", b"\xff", b"\xfe\xfe\xff\xff"],
            "overlong-slash": [b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf",
                               b"\xf8\x80\x80\x80\xaf",
                               b"\xfc\x80\x80\x80\x80\xaf"],
            "overlong-highest": [b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xf0\x8f\xbf\xbf",
                                 b"\xf8\x87\xbf\xbf\xbf",
                                 b"\xfc\x83\xbf\xbf\xbf\xbf"],
            "overlong-nul": [b"\xc0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80",
                             b"\xf8\x80\x80\x80\x80",
                             b"\xfc\x80\x80\x80\x80\x80"],
            "beyond-unicode": [b"\xf4\x90\x80\x80", b"\xf7\xbf\xbf\xbf", b"\xfb\xbf\xbf\xbf\xbf",
                               b"\xfd\xbf\xbf\xbf\xbf\xbf"],
            "surrogate": [b"\xed\xa0\x80", b"\xed\xad\xbf", b"\xed\xae\x80", b"\xed\xaf\xbf",
                          b"\xed\xb0\x80",
                          b"\xed\xbf\xbf"],
            "surrogate-pair": [b"\xed\xa0\x80\xed\xb0\x80", b"\xed\xaf\xbf\xed\xbf\xbf"],
        }
        paths = []
        for kind, cases in kinds.items():
            for index, case in enumerate(cases):
                paths.append(self.write(f"{kind}-{index}.txt", ARABIC, ARABIC[40:], b"The slash: ",
                                        case, b" and on.\n"))
        # At the very end of the file too, where a decoder may run over.
        paths.append(self.write("end.txt", ARABIC, b"\xf0\x9f\x98"))
        for record in self.repaired(*paths, rule="invalid-utf8"):
            self.assertEqual(record["source"]["encoding"], "UTF-8", record["source"]["name"])
            self.assertIn("وقالت المهندسة المشرفة", record["text"])

    def test_noncharacters_are_valid(self):
        path = self.write("non.txt", ARABIC, b"\xef\xbf\xbe \xef\xbf\xbf and on.\n")
        self.repaired(path)

    def test_utf16(self):
        for text in (STORY, ARABIC):
            expected = self.repaired(self.write("utf-8.txt", text))[0]["text"]
            for encoding in ("utf-16-le", "utf-16-be"):
                for mark in ("", "\ufeff"):
                    with self.subTest(encoding=encoding, mark=bool(mark), text=text[:20]):
                        path = self.write("wide.txt", (mark + text).encode(encoding))
                        record = self.repaired(path)[0]
                        self.assertTrue(record["source"]["encoding"].startswith("UTF-16"))
                        self.assertEqual(record["text"], expected)

    def test_utf16_cut_in_half(self):
        path = self.write("wide.txt", ("\ufeff" + STORY).encode("utf-16-le") + b"\x41")
        self.repaired(path)
        path = self.write("lone.txt", ("\ufeff" + STORY).encode("utf-16-le") + b"\x00\xd8\x41\x00")
        self.repaired(path)

    def test_nuls(self):
        path = self.write("nul.txt", STORY.replace("bridge", "bri\0dge"), "\0\0\0")
        record = self.repaired(path, rule="controls")[0]
        self.assertNotIn("\0", record["text"])
        self.assertIn("The old bridge stays", record["text"])

    def test_nothing_but_nuls(self):
        self.failed("not-text", self.write("nul.txt", bytes(1 << 20)))


class Sizes(BadInput):
    def test_one_line_of_100_mb(self):
        line = " ".join(STORY.split()) + " "
        path = self.write("long.txt",
                          *([line.encode() * 200] * (100_000_000 // (200 * len(line)) + 1)))
        # Its record is not read here: what we hold would be counted as the next child's memory.
        with open(self.path("out.jsonl"), "w+b") as out:
            ran = tool.run("-j", "1", path, self.after, stdout=out, seconds=120)
            self.assert_status(ran, 0)
            self.assert_bounded(ran, 40, 1024)
            self.assertGreater(out.seek(0, os.SEEK_END), 100_000_000)
            out.seek(0)
            self.assertTrue(out.read(1000).startswith(b'{"schema":"warraq/article/1"'))
            out.seek(-3000, os.SEEK_END)
            self.assertIn(b'The old bridge stays for walkers', out.read().splitlines()[-1])

    def test_nested_tags(self):
        paths = []
        for tag in ("div", "b", "p", "table", "a", "span", "blockquote", "ul><li", "svg", "font",
                    "button",
                    "select", "template", "table><tr><td", "b><p", "ruby><rt"):
            name = re.sub(r"\W+", "-", tag)
            for mark, rest in (("open", ""), ("closed", f"</{tag.split('>')[0]}>" * 200_000)):
                paths.append(self.write(f"{name}-{mark}.html",
                                        "<!doctype html><title>Deep</title><body><article>",
                                        f"<p>{STORY}</p>", f"<{tag}>" * 200_000, f"<p>{STORY}</p>",
                                        rest))
        ran = self.go(*paths, seconds=60)
        told = [r["source"]["name"] for r in ran.others] + [f["source"]["name"]
                                                            for f in ran.failures]
        self.assertEqual(sorted(told), sorted(paths))
        self.assertEqual(ran.failures, [])

    def test_many_attributes(self):
        attributes = " ".join(f"a{i}={i}" for i in range(200_000))
        path = self.write("wide.html",
                          f"<!doctype html><body><article><p {attributes}>{STORY}</p></article>")
        self.repaired(path)

    def test_one_tag_without_an_end(self):
        path = self.write("tag.html", f"<!doctype html><body><p>{STORY}</p>", "<a href='",
                          "x" * 5_000_000)
        self.go(path)

    def test_brackets_alone(self):
        for name, piece in (("less", "<"), ("comment", "<!--"), ("cdata", "<![CDATA["),
                            ("amp", "&"), ("end", "</")):
            path = self.write(f"{name}.html", f"<!doctype html><body><p>{STORY}</p>",
                              piece * 1_000_000)
            with self.subTest(name):
                self.go(path)

    def test_combining_marks(self):
        paths = [
            self.write("one.txt", STORY, "e", "\u0301" * 2_000_000),
            self.write("two.txt", STORY, "e", "\u0301\u0316" * 1_000_000),
            self.write("falling.txt", STORY, "e", "\u0345" * 500_000, "\u0315" * 500_000,
                       "\u0316" * 500_000, "\u0334" * 500_000),
            self.write("marks.txt", "\u064b\u0651" * 1_000_000),
            self.write("hangul.txt", "\u1100\u1161\u11a8" * 500_000),
        ]
        ran = self.go(*paths, seconds=60)
        told = [r["source"]["name"] for r in ran.others] + [f["source"]["name"]
                                                            for f in ran.failures]
        self.assertEqual(sorted(told), sorted(paths))

    def test_many_words_in_a_line_of_ink(self):
        path = self.write("line.hocr", "<div class='ocr_page' title='bbox 0 0 1000 1400'>"
                          "<span class='ocr_line' title='bbox 10 10 900 40'>",
                          "word " * 2_000_000, "</span></div>")
        self.go(path)

    def test_many_dates(self):
        path = self.write("dates.txt", STORY,
                          "On 14 May 2025 and on 15 May 2025, at 12:00. " * 50_000)
        self.repaired(path)

    def test_many_short_lines(self):
        path = self.write("lines.txt", STORY, "a\n" * 1_000_000)
        self.go(path)

    def test_not_enough_memory(self):
        """An address space that holds the tool and a small source, but not a large one."""
        line = STORY.replace("\n", " ").encode() * 100
        path = self.write("large.txt", *([line] * (150_000_000 // len(line))))
        wrapper = self.write("limited.sh", "#!/bin/sh\nulimit -v 600000\nexec \"$TOOL\" \"$@\"\n")
        os.chmod(wrapper, 0o755)
        real = tool.TOOL
        if subprocess.run([wrapper, "--version"], env={**os.environ, "TOOL": real},
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("sanitizers need more address space than that")
        with unittest.mock.patch.object(tool, "TOOL", wrapper):
            self.failed("out-of-memory", path, env={"TOOL": real}, seconds=40, rss_mib=1024)


class Containers(BadInput):
    def test_gzip_bomb(self):
        path = self.path("bomb.gz")
        with gzip.open(path, "wb", compresslevel=6) as file:
            for _ in range(700):
                file.write(b"x" * (1 << 20))
        self.failed("too-large", path)

    def test_zip_bomb(self):
        path = self.path("bomb.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("bomb.txt", "w") as file:
                for _ in range(700):
                    file.write(b" " * (1 << 20))
            archive.writestr("good.txt", STORY)
        self.failed("too-large", path, name=path + "!bomb.txt", records=1)

    def test_xz_bomb(self):
        path = self.path("bomb.xz")
        with lzma.open(path, "wb", preset=0) as file:
            for _ in range(700):
                file.write(b"x" * (1 << 20))
        self.failed("too-large", path)

    def test_truncated_gz(self):
        whole = gzip.compress((STORY * 50).encode())
        self.failed("damaged-archive", self.write("cut.txt.gz", whole[:len(whole) // 2]))

    def test_damaged_gz(self):
        whole = bytearray(gzip.compress((STORY * 50).encode()))
        whole[20:60] = b"\xff" * 40
        self.failed("damaged-archive", self.write("bad.txt.gz", bytes(whole)))

    def tar(self, *members):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            for name, content in members:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return buffer.getvalue()

    def test_truncated_tar(self):
        noise = random.Random(3).randbytes(200_000)
        whole = self.tar(("1.txt", STORY.encode()), ("2.txt", noise), ("3.txt", STORY.encode()))
        path = self.write("cut.tar.gz", whole[:len(whole) // 2])
        ran = self.go(path)
        self.assertEqual([r["source"]["name"] for r in ran.others], [path + "!1.txt"])
        self.assertTrue(all(f["code"] == "damaged-archive" for f in ran.failures), ran.failures)
        self.assertTrue(ran.failures)

    def test_short_row(self):
        path = self.write("table.csv", "id,text\n1\n")
        self.failed("bad-row", path, name=path + "!@8")

    def test_bad_line(self):
        line = json.dumps({"text": STORY}) + "\n"
        path = self.write("lines.jsonl", line, "no json\n", line)
        self.failed("bad-json", path, name=f"{path}!@{len(line)}", records=2)

    def test_empty_archive(self):
        self.failed("empty", self.write("empty.tar.gz", self.tar()))

    def test_names_that_climb(self):
        path = self.path("climb.zip")
        with zipfile.ZipFile(path, "w") as archive:
            for name in ("../x.txt", "/etc/x.txt", "a!b.txt"):
                archive.writestr(name, STORY)
        records = self.repaired_members(path, 3)
        self.assertEqual([r["source"]["name"] for r in records],
                         [path + "!" + n for n in ("../x.txt", "/etc/x.txt", "a!b.txt")])
        self.assertFalse(os.path.exists(os.path.join(os.path.dirname(self.folder), "x.txt")))

    def repaired_members(self, path, count):
        ran = self.go(path)
        self.assertEqual(ran.failures, [])
        self.assertEqual(len(ran.others), count)
        self.verified(ran.out)
        return ran.others

    def test_half_a_zip(self):
        path = self.path("half.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("1.txt", STORY)
            archive.writestr("2.txt", random.Random(4).randbytes(50_000))
        size = os.path.getsize(path)
        with open(path, "r+b") as file:
            file.truncate(size // 2)
        ran = self.go(path)
        self.assertTrue(ran.failures)
        self.assertTrue(all(f["code"] == "damaged-archive" for f in ran.failures), ran.failures)


def tiff(*offsets_of_next):
    """A TIFF with one directory after the other, each of a white 8 by 8 page, with these links."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 1), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8),
               (277, 3, 1, 1), (278, 4, 1, 8), (279, 4, 1, 8)]
    size = 2 + 12 * len(entries) + 4
    out = b"II*\0" + struct.pack("<I", 16) + b"\xff" * 8
    for link in offsets_of_next:
        out += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
        out += struct.pack("<I", 0 if link is None else 16 + link * size)
    return out


class Pictures(BadInput):
    def test_truncated(self):
        for name in ("en-clean.png", "ar-blurred.jpg", "ru-low-contrast.webp",
                     "en-ar-two-pages.tif"):
            with self.subTest(name), open(tool.sample("images", name), "rb") as file:
                whole = file.read()
                self.failed("truncated-image", self.write("cut-" + name, whole[:len(whole) // 2]))

    def test_truncated_to_its_head(self):
        for name in ("en-clean.png", "ar-blurred.jpg", "ru-low-contrast.webp",
                     "en-ar-two-pages.tif", "fa-yellowed.jp2"):
            with self.subTest(name), open(tool.sample("images", name), "rb") as file:
                path = self.write("head-" + name, file.read(24))
                ran = self.go(path)
                self.assertEqual(len(ran.failures), 1)
                self.assertIn(ran.failures[0]["code"], ("truncated-image", "damaged-image"))

    def test_damaged(self):
        with open(tool.sample("images", "en-clean.png"), "rb") as file:
            whole = bytearray(file.read())
        for at in range(len(whole) // 3, len(whole) // 3 + 4000):
            whole[at] ^= 0xA5
        self.failed("damaged-image", self.write("bad.png", bytes(whole)))

    def test_directories_in_a_circle(self):
        for name, links in (("self", [0]), ("two", [1, 0]), ("late", [1, 2, 1])):
            with self.subTest(name):
                self.failed("looping-pages", self.write(f"{name}.tif", tiff(*links)))

    def test_picture_that_claims_to_be_vast(self):
        """Refused before any memory is taken for its pixels, whether they are there or not."""
        self.failed("truncated-image", self.write("vast.ppm", b"P6\n30000 30000\n255\nabcde"))
        self.failed("image-too-large",
                    self.write("vast.pbm", b"P4\n16000 8000\n", bytes(16_000_000)))
        header = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
        ran = self.go(self.write(
            "vast.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header +
            struct.pack(">I", zlib.crc32(b"IHDR" + header)) + bytes(64)))
        self.assertIn(ran.failures[0]["code"], ("image-too-large", "truncated-image"))

    def test_text_named_like_a_picture(self):
        """Leptonica and Tesseract open the files that such a list names; nothing may."""
        shutil.copy(tool.sample("images", "en-clean.png"), self.path("other.png"))
        path = self.write("list.png", self.path("other.png") + "\n", "/etc/passwd\n")
        ran = self.go(path)
        self.assertEqual(len(ran.others) + len(ran.failures), 1)
        self.assertNotIn(b"great bell", ran.out)
        self.assertNotIn(b"root:", ran.out)
        alone = tool.run("ocr", path)
        self.assertEqual((alone.status, alone.out), (1, b""))
        self.assertIn("(unknown-format)", alone.err)
        PRODUCED.add("unknown-format")
        self.assertLess(alone.rss_mib, MOST_MIB)

    def picture(self):
        """A page that is quickly read: the samples' smallest, or the head of one."""
        return tool.sample("images", "en-clean.png")

    def test_unknown_language(self):
        for language in ("klingon", "eng+klingon", "../eng", "+", "eng;rm"):
            with self.subTest(language):
                self.failed("unknown-language", "--language=" + language, self.picture(), page=1)

    def test_missing_model(self):
        os.mkdir(self.path("models"))
        self.failed("model-missing", "--tessdata", self.path("models"), "--language", "eng",
                    self.picture(), page=1)
        self.failed("model-missing", "--tessdata", self.path("models"), self.picture(), page=1)
        self.failed("model-missing", "--tessdata", self.path("no", "such"), self.picture(), page=1)

    def test_unreadable_model(self):
        self.write("models/eng.traineddata", random.Random(5).randbytes(50_000))
        self.failed("model-unreadable", "--tessdata", self.path("models"), "--language", "eng",
                    self.picture(), page=1)
        self.write("models/eng.traineddata")
        self.failed("model-unreadable", "--tessdata", self.path("models"), "--language", "eng",
                    self.picture(), page=1)

    def test_damaged_model(self):
        folder = model_folder()
        if folder is None:
            self.skipTest("no English model is installed")
        with open(os.path.join(folder, "eng.traineddata"), "rb") as file:
            whole = file.read()
        self.write("models/eng.traineddata", whole[:len(whole) // 2])
        self.failed("model-unreadable", "--tessdata", self.path("models"), "--language", "eng",
                    self.picture(), page=1)

    def test_model_with_rubbish_inside(self):
        """Tesseract aborts the process that loads it, which is not the tool's own."""
        folder = model_folder()
        if folder is None:
            self.skipTest("no English model is installed")
        with open(os.path.join(folder, "eng.traineddata"), "rb") as file:
            whole = file.read()
        rubbish = random.Random(6).randbytes(len(whole) // 2)
        self.write("models/eng.traineddata", whole[:600], rubbish, whole[600 + len(rubbish):])
        self.failed("model-unreadable", "--tessdata", self.path("models"), "--language", "eng",
                    self.picture(), page=1)

    def test_blank_page(self):
        self.failed("no-article", self.write("blank.pgm", b"P5\n300 200\n255\n", b"\xff" * 60_000),
                    page=1, seconds=40)


class Output(BadInput):
    def test_closed_output(self):
        for i in range(400):
            self.write(f"many/{i:04}.txt", STORY)
        for jobs in ("1", "2"):
            with self.subTest(jobs=jobs):
                reader, writer = os.pipe()
                with open(reader, "rb") as reader, open(writer, "wb") as writer:
                    process = subprocess.Popen([tool.TOOL, "-j", jobs, self.path("many")],
                                               stdout=writer,
                                               stderr=subprocess.PIPE)
                    writer.close()
                    first = reader.readline()
                    reader.close()
                    _, err = process.communicate(timeout=60)
                self.assertEqual(json.loads(first)["schema"], "warraq/article/1")
                self.assertEqual((process.returncode, err), (0, b""))

    def test_full_disk(self):
        for jobs in ("1", "2"):
            with self.subTest(jobs=jobs), open("/dev/full", "wb") as full:
                ran = tool.run("-j", jobs, self.before, self.after, stdout=full)
                self.assert_status(ran, 1)
                self.assertEqual(len(ran.err.splitlines()), 1, ran.err)
                self.assertIn("standard output: No space left on device", ran.err)

    def test_full_disk_of_the_filters(self):
        lines = b'{"id":1,"text":"14 May 2025"}\n' * 3
        for command in (["text", "--jsonl"], ["dates", "--jsonl"], ["text"], ["verify", "-"],
                        ["--version"]):
            with self.subTest(command), open("/dev/full", "wb") as full:
                ran = tool.run(*command, stdin=lines, stdout=full)
                self.assert_status(ran, 1)
                self.assertIn("standard output", ran.err)

    def test_failures_that_cannot_be_written(self):
        ran = tool.run("--failures", self.path("no", "such") + "/folder/f.jsonl", self.before)
        self.assert_status(ran, 2)
        self.assertIn("--failures", ran.err)
        ran = tool.run("--failures", "/dev/full", self.path("missing.txt"), self.before)
        self.assert_status(ran, 1)
        self.assertIn("/dev/full", ran.err)


class Lines(BadInput):
    def test_bad_json(self):
        ran = tool.run("text", "--jsonl",
                       stdin=b'{"id":1,"text":"a"}\nno json\n{"id":3,"text":"b"}\n')
        self.assert_status(ran, 1)
        PRODUCED.update(r["error"]["code"] for r in ran.records() if "error" in r)
        self.assertIn("(bad-json)", ran.err)


def tearDownModule():
    """Every code of the list was produced, or is known not to be producible."""
    with open(os.path.join(tool.SOURCE, "include/warraq/codes.inc"), encoding="utf-8") as codes:
        names = set(re.findall(r'^WARRAQ_CODE\(\w+, "([^"]+)"', codes.read(), re.MULTILINE))
    assert not UNREACHABLE.keys() - names, UNREACHABLE.keys() - names
    missing = names - PRODUCED - UNREACHABLE.keys()
    assert not missing, f"no test produces {sorted(missing)}"


if __name__ == "__main__":
    tool.main()
