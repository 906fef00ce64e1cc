"""The command line: what checks and scripts rely on.

Commands, exit statuses (0 all clean, 1 some sources failed, 2 wrong usage), the --jsonl filters,
names of members of archives, the same bytes for any number of threads, and verify.
"""

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import re
import shutil
import subprocess
import tarfile
import threading
import zipfile

import tool
from tool import read

COMMANDS = ("text", "dates", "ocr", "verify")
DUMP = tool.sample("dumps", "seed-001.txt")
PAGE = tool.sample("pages", "en-json-ld.html")


class Usage(tool.TestCase):
    def test_version(self):
        ran = tool.run("--version")
        self.assert_status(ran, 0)
        lines = ran.out.decode().splitlines()
        for line, name in zip(lines, ("warraq", "tesseract", "leptonica", "ICU", "utf8proc")):
            self.assertRegex(line, rf"^{name} \d+\.\d+")
        self.assertRegex(lines[5], r"^models:( [A-Za-z_/]+)+$")
        self.assertEqual(ran.err, "")

    def test_help(self):
        ran = tool.run("--help")
        self.assert_status(ran, 0)
        for word in (*COMMANDS, "--to", "--failures", "--provenance", "--language", "--tessdata",
                     "--jobs", "INPUT"):
            self.assertIn(word, ran.out.decode())
        for command in COMMANDS:
            with self.subTest(command):
                ran = tool.run(command, "--help")
                self.assert_status(ran, 0)
                self.assertTrue(ran.out)
        self.assertIn(b"--jsonl", tool.run("text", "--help").out)
        self.assertIn(b"--root", tool.run("verify", "--help").out)

    def test_wrong_usage(self):
        for arguments in ([], ["--no-such"], ["--to", "docx", DUMP], ["--to"],
                          ["--provenance", "some", DUMP],
                          ["--from", "docx", DUMP], ["-j", "many", DUMP], ["-j", "-1", DUMP],
                          ["text", "--no-such"],
                          ["verify"], ["ocr"], ["ocr", "--to", "docx", DUMP], ["text", "a", "b"]):
            with self.subTest(arguments):
                ran = tool.run(*arguments)
                self.assert_status(ran, 2)
                self.assertEqual(ran.out, b"")
                self.assertTrue(ran.err)

    def test_names_that_look_like_options(self):
        shutil.copy(DUMP, self.path("-x.txt"))
        ran = tool.run("--", "-x.txt", cwd=self.folder)
        self.assert_status(ran, 0)
        self.assertEqual(ran.records()[0]["source"]["name"], "-x.txt")


class Shapes(tool.TestCase):
    def test_text(self):
        record = tool.run(DUMP).records()[0]
        ran = tool.run("--to", "text", DUMP)
        self.assert_status(ran, 0)
        said = ran.out.decode()
        self.assertIn(record["text"], said)
        self.assertNotIn("{", said.replace(record["text"], ""))

    def test_markdown(self):
        record = tool.run(PAGE).records()[0]
        ran = tool.run("--to", "markdown", PAGE)
        self.assert_status(ran, 0)
        said = ran.out.decode()
        self.assertRegex(said, r"(?m)^# " + re.escape(record["headline"]["text"]) + "$")
        subheads = [b["text"] for b in record["blocks"] if b["role"] == "subhead"]
        for subhead in subheads:
            self.assertRegex(said, r"(?m)^##+ " + re.escape(subhead) + "$")

    def test_jsonl_is_the_default(self):
        self.assertEqual(tool.run(DUMP).out, tool.run("--to", "jsonl", DUMP).out)

    def test_from_decides_what_it_is(self):
        as_text = tool.run("--from", "text", PAGE).records()[0]
        self.assertEqual(as_text["source"]["media_type"], "text/plain")
        self.assertEqual(tool.run(PAGE).records()[0]["source"]["media_type"], "text/html")


class TextCommand(tool.TestCase):
    TEXT = "caf\u00e9 &amp;amp;\u00a0\u00a0M\u043esk\u00adva \r\n".encode()

    def test_explain(self):
        ran = tool.run("text", "--explain", "-", stdin=self.TEXT)
        self.assert_status(ran, 0)
        self.assertEqual(ran.out.decode().splitlines(), [
            'entities  6..15  "&amp;amp;" \u2192 "&"',
            'spaces  15..17  "\\u{A0}" NO-BREAK SPACE \u2192 " "',
            'spaces  17..19  "\\u{A0}" NO-BREAK SPACE \u2192 " "',
            'lookalikes  20..22  "\u043e" U+043E \u2192 "o"',
            'break-marks  24..26  "\\u{AD}" SOFT HYPHEN \u2192 ""',
            'line-ends  29..31  "\\u{D}\\n" \u2192 "\\n"'])

    def test_explain_json(self):
        line = json.dumps({"id": "a", "base64": base64.b64encode(b"&lt;\xff").decode()})
        record, = tool.run("text", "--jsonl", "--explain", "-", stdin=line.encode()).records()
        self.assertEqual(record["changes"][0], {"rule": "entities", "from": [[0, 4]],
                                                "before": "&lt;", "after": "<"})
        record, = tool.run("text", "--jsonl", "-", stdin=line.encode()).records()
        self.assertNotIn("changes", record)

    def test_what_nobody_sees_is_seen(self):
        text = "\u0627\u200f \u200eab\u200e\ufefb \U000e0041x\u3164\u3164"
        lines = tool.run("text", "--explain", "-", stdin=text.encode()).out.decode()
        self.assertIn('"\\u{200F}" RIGHT-TO-LEFT MARK \u2192 ""', lines)
        line = json.dumps({"id": "a", "text": text})
        out = tool.run("text", "--jsonl", "--explain", "-", stdin=line.encode()).out.decode()
        self.assertIn('"before":"\\u200F"', out)
        for shown in (lines, out[out.index('"changes"'):]):
            for mark in "\u200e\u200f\u3164\U000e0041":
                self.assertNotIn(mark, shown)

    def test_words_of_another_encoding_are_told(self):
        text = "l\u2019\u00e9t\u00e9 au ".encode() + b"caf\xe9" + " d\u00e9j\u00e0".encode()
        ran = tool.run("text", "--explain", "-", stdin=text)
        self.assertEqual(ran.out.decode(), 'encoding  13..17  "caf\\xE9" \u2192 "caf\u00e9"\n')

    def test_what_was_lost_is_told(self):
        text = "p\ufffdche: p\u00eache, p\u00e8che; \ufffd\ufffd"
        lines = tool.run("text", "--explain", "-", stdin=text.encode()).out.decode().splitlines()
        self.assertEqual(lines, ['lost-bytes  1..4  1 lost; may be "p\u00eache", "p\u00e8che"',
                                 "lost-bytes  25..31  2 lost"])
        line = json.dumps({"id": "a", "text": text})
        record, = tool.run("text", "--jsonl", "-", stdin=line.encode()).records()
        self.assertEqual(record["notes"], [
            {"code": "lost-bytes", "from": [[1, 4]], "count": 1,
             "candidates": ["p\u00eache", "p\u00e8che"]},
            {"code": "lost-bytes", "from": [[25, 31]], "count": 2}])

    def test_explained_changes_make_the_text(self):
        """What is between the changes is unchanged: putting them in gives the text."""
        for name in ("en-crlf-bom.txt", "en-entities.txt", "seed-003.txt"):
            with self.subTest(name):
                source = read(tool.sample("dumps", name))
                line = json.dumps({"text": source.decode()})
                ran = tool.run("text", "--jsonl", "--explain", "-", stdin=line.encode())
                record, = ran.records()
                made, at = b"", 0
                for change in record["changes"]:
                    (begin, end), = change["from"]
                    self.assertGreaterEqual(begin, at)
                    self.assertEqual(source[begin:end].decode(), change["before"])
                    made += source[at:begin] + change["after"].encode()
                    at = end
                self.assertEqual((made + source[at:]).decode(), record["text"])

    def test_search_form(self):
        ran = tool.run("text", "--search-form", "-", stdin="\u0645\u064f\u0635\u0652\u0631 \u2067\u0662\u2069 Stra\u00dfe".encode())
        self.assertEqual(ran.out.decode(), "\u0645\u0635\u0631 2 strasse")

    def test_rules(self):
        ran = tool.run("text", "--rules")
        self.assert_status(ran, 0)
        self.assertRegex(ran.out.decode(), r"(?m)^\| `entities` \| yes \|")
        self.assertRegex(ran.out.decode(), r"(?m)^\| `search-tatweel` \| search form \|.*U\+0640")


class Inputs(tool.TestCase):
    def names(self, *inputs, **how):
        ran = tool.run(*inputs, **how)
        self.assert_status(ran, 0)
        return [record["source"]["name"] for record in ran.records()]

    def test_standard_input(self):
        ran = tool.run("-", stdin=read(DUMP))
        self.assert_status(ran, 0)
        record, = ran.records()
        self.assertEqual(record["source"]["name"], "-")
        self.assertEqual(record["id"], tool.run(DUMP).records()[0]["id"])
        self.assertEqual(self.names("-", stdin=gzip.compress(read(DUMP))), ["-"])

    def test_pipe_on_the_command_line(self):
        reader, writer = os.pipe()
        thread = threading.Thread(target=lambda: (os.write(writer, read(DUMP)), os.close(writer)))
        thread.start()
        with os.fdopen(reader, "rb") as pipe:
            ran = tool.run("/dev/stdin", stdin=pipe)
        thread.join()
        self.assert_status(ran, 0)
        self.assertEqual(len(ran.records()), 1)

    def test_folders_are_walked_in_order(self):
        for name in ("b/2.txt", "b/10.txt", "a.txt", "c.txt", "b.txt"):
            self.write("in/" + name, read(DUMP))
        self.assertEqual(self.names("in", cwd=self.folder),
                         ["in/a.txt", "in/b.txt", "in/b/10.txt", "in/b/2.txt", "in/c.txt"])
        self.assertEqual(self.names("in/c.txt", "in/a.txt", cwd=self.folder),
                         ["in/c.txt", "in/a.txt"])

    def test_compressed_files_keep_their_names(self):
        for name, compress in (("d.txt.gz", gzip.compress), ("d.txt.bz2", bz2.compress),
                               ("d.txt.xz", lzma.compress)):
            with self.subTest(name):
                self.write(name, compress(read(DUMP)))
                ran = tool.run(name, cwd=self.folder)
                record, = ran.records()
                self.assertEqual(record["source"]["name"], name)
                self.assertEqual(record["source"]["bytes"], os.path.getsize(DUMP))
                self.assertEqual(tool.run("verify", "-", stdin=ran.out, cwd=self.folder).status, 0)

    def archives(self):
        """All kinds, with the same members."""
        members = (("pages/7.html", read(PAGE)), ("dumps/1.txt", read(DUMP)))
        for name, mode in (("dump.tar", "w"), ("dump.tar.gz", "w:gz"), ("dump.tar.xz", "w:xz"),
                           ("dump.tgz", "w:gz")):
            with tarfile.open(self.path(name), mode) as archive:
                folder = tarfile.TarInfo("pages")
                folder.type = tarfile.DIRTYPE
                archive.addfile(folder)
                for member, content in members:
                    info = tarfile.TarInfo(member)
                    info.size = len(content)
                    archive.addfile(info, io.BytesIO(content))
        with zipfile.ZipFile(self.path("dump.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content)
        return ("dump.tar", "dump.tar.gz", "dump.tar.xz", "dump.tgz", "dump.zip")

    def test_members_are_named(self):
        for name in self.archives():
            with self.subTest(name):
                self.assertEqual(sorted(self.names(name, cwd=self.folder)),
                                 [f"{name}!dumps/1.txt", f"{name}!pages/7.html"])

    def test_verify_finds_members(self):
        archives = self.archives()
        self.write("one.txt.gz", gzip.compress(read(DUMP)))
        self.write("folder/two.html", read(PAGE))
        records = tool.run(*archives, "one.txt.gz", "folder", "--provenance", "full",
                           cwd=self.folder).out
        self.assertEqual(records.count(b"\n"), 2 * len(archives) + 2)
        ran = tool.run("verify", "-", stdin=records, cwd=self.folder)
        self.assert_status(ran, 0)
        self.assertRegex(ran.out.decode(),
                         r"^12 records, \d+ pieces traced, 12 sources rebuilt, 0 untrue\n$")
        # Moved: from another place they are found again under --root, and not without.
        self.assert_status(tool.run("verify", "-", stdin=records, cwd="/"), 1)
        ran = tool.run("verify", "--root", self.folder, "-", stdin=records, cwd="/")
        self.assert_status(ran, 0)
        self.assertIn(b"12 records", ran.out)

    def test_verify_finds_records_and_lines(self):
        inputs = [tool.sample("containers", name)
                  for name in ("crawl.warc.gz", "news.jsonl", "news.csv")]
        with tarfile.open(self.path("all.tar.gz"), "w:gz") as archive:
            for path in inputs:
                archive.add(path, os.path.basename(path))
        self.write("odd!name.txt", read(DUMP))
        # Two lines whose texts have different names, and one that has both.
        story = json.dumps(read(DUMP).decode())
        self.write("mixed.jsonl", '{"text":%s}\n{"body":%s}\n{"body":"x","text":%s}\n'
                   % (story, story, story))
        ran = tool.run(*inputs, "all.tar.gz", "odd!name.txt", "mixed.jsonl",
                       "--provenance", "full", cwd=self.folder)
        self.assert_status(ran, 0)
        self.assertEqual([r["source"].get("field") for r in ran.records()][-3:],
                         ["text", "body", "text"])
        verified = tool.run("verify", "-", stdin=ran.out, cwd=self.folder)
        self.assert_status(verified, 0)
        self.assertIn(b"20 records", verified.out)
        self.assertIn(b"20 sources rebuilt, 0 untrue", verified.out)

    def test_what_lines_carry(self):
        record = tool.run(tool.sample("containers", "news.jsonl")).records()[0]
        self.assertEqual(record["carried"], {
            "id": 1, "url": "https://news.example/en-relative-dates", "topic": ["sample", "en"]})
        self.assertEqual(record["source"]["uri"], record["carried"]["url"])

    def test_patterns(self):
        for name in ("in/1.txt", "in/2.txt", "in/a/3.txt", "in/a/b/4.txt", "in/5.html", "in/[x].txt"):
            self.write(name, read(DUMP))
        for pattern, wanted in (("in/*.txt", ["1.txt", "2.txt", "[x].txt"]),
                                ("in/?.txt", ["1.txt", "2.txt"]),
                                ("in/[12].*", ["1.txt", "2.txt"]),
                                ("in/**/*.txt", ["1.txt", "2.txt", "[x].txt", "a/3.txt",
                                                 "a/b/4.txt"]),
                                ("in/**/b/*", ["a/b/4.txt"]),
                                ("in/[x].txt", ["[x].txt"])):
            with self.subTest(pattern):
                self.assertEqual(self.names(pattern, cwd=self.folder),
                                 ["in/" + name for name in wanted])
        ran = tool.run("in/*.none", cwd=self.folder)
        self.assert_status(ran, 1)
        self.assertIn("(missing-file)", ran.err)

    def test_lists_of_files(self):
        for name in ("1.txt", "2 and\nmore.txt"):
            self.write(name, read(DUMP))
        self.write("lines", "1.txt\n\n./1.txt\r\n")
        self.write("zeros", "1.txt\0" "2 and\nmore.txt\0")
        self.write("one", "2 and\nmore.txt")
        self.assertEqual(self.names("--files-from", "lines", cwd=self.folder), ["1.txt", "./1.txt"])
        self.assertEqual(self.names("--files-from", "zeros", cwd=self.folder),
                         ["1.txt", "2 and\nmore.txt"])
        self.assertEqual(self.names("-0", "--files-from", "one", cwd=self.folder),
                         ["2 and\nmore.txt"])
        self.assertEqual(self.names("1.txt", "--files-from", "-", stdin=b"./1.txt\n",
                                    cwd=self.folder), ["1.txt", "./1.txt"])
        self.assert_status(tool.run("--files-from", "missing", cwd=self.folder), 1)

    def test_damage_in_one_member_is_its_own(self):
        with zipfile.ZipFile(self.path("some.zip"), "w") as archive:
            archive.writestr("1.txt", read(DUMP))
            archive.writestr("2.txt", bytes(range(256)) * 10)
            archive.writestr("3.txt", read(DUMP))
        ran = tool.run("some.zip", cwd=self.folder)
        self.assert_status(ran, 1)
        self.assertEqual([r["source"]["name"] for r in ran.records()],
                         ["some.zip!1.txt", "some.zip!3.txt"])
        self.assertTrue(ran.err.startswith("warraq: some.zip!2.txt: "), ran.err)


class Threads(tool.TestCase):
    def test_same_bytes_for_any_number(self):
        self.write("in/5-empty.txt")
        self.write("in/6-rubbish.txt", bytes(range(256)) * 10)
        for i, name in enumerate(sorted(os.listdir(tool.sample("dumps")))):
            if name.endswith(".txt"):
                shutil.copy(tool.sample("dumps", name), self.path(f"in/{i % 10}-{name}"))
        pages = tool.sample("pages")
        one = tool.run("-j", "1", "in", pages, "missing", "in", cwd=self.folder)
        self.assert_status(one, 1)
        self.assertEqual(len(one.err.splitlines()), 5 + one.err.count("(no-article)"))
        for jobs in ("2", "4", "0", "33"):
            with self.subTest(jobs=jobs):
                many = tool.run("-j", jobs, "in", pages, "missing", "in", cwd=self.folder)
                self.assertEqual((many.status, many.out, many.err), (one.status, one.out, one.err))

    def test_order_of_inputs_changes_no_record(self):
        paths = [DUMP, PAGE, tool.sample("dumps", "ar-two-digit-sets.txt")]
        forth = tool.run(*paths).out.splitlines()
        back = tool.run(*reversed(paths)).out.splitlines()
        self.assertEqual(forth, back[::-1])


class Filters(tool.TestCase):
    def filter(self, command, *objects, status=0, options=()):
        lines = "".join((o if isinstance(o, str) else json.dumps(o)) + "\n" for o in objects)
        ran = tool.run(command, "--jsonl", *options, stdin=lines.encode())
        self.assert_status(ran, status)
        return ran

    def test_text(self):
        ran = self.filter("text", {"id": "a", "text": "x\u00a0 y &amp; z"},
                          {"id": 7, "text": "العربية"},
                          {"id": "b",
                           "base64": base64.b64encode("Привет, мир".encode("cp1251")).decode()})
        first, second, third = ran.records()
        self.assertEqual(list(first), ["id", "text", "encoding", "language", "script", "direction",
                                       "repairs"])
        self.assertEqual([r["id"] for r in ran.records()], ["a", 7, "b"])
        self.assertEqual(first["text"], "x  y & z")
        self.assertEqual({r["rule"] for r in first["repairs"]}, {"spaces", "entities"})
        self.assertEqual((second["script"], second["direction"]), ("Arab", "rtl"))
        self.assertEqual((third["text"], third["encoding"]), ("Привет, мир", "windows-1251"))

    def test_dates(self):
        ran = self.filter("dates", {"id": 1, "text": "في 14 مايو 2025 وفي 2025-05-16"},
                          {"id": 2, "text": "yesterday", "reference": "2025-05-14T12:00:00Z"},
                          {"id": 3, "text": "none"})
        first, second, third = ran.records()
        self.assertEqual([r["id"] for r in (first, second, third)], [1, 2, 3])
        self.assertEqual([d["edtf"] for d in first["dates"]], ["2025-05-14", "2025-05-16"])
        text = "في 14 مايو 2025 وفي 2025-05-16".encode()
        for date in first["dates"]:
            self.assertEqual(text[date["start"]:date["end"]].decode(), date["text"])
            self.assertEqual(list(date)[:6], ["edtf", "text", "start", "end", "calendar", "kind"])
        self.assertEqual(second["dates"][0]["edtf"], "2025-05-13")
        self.assertEqual(third["dates"], [])

    def test_dates_of_a_long_text(self):
        """Read in stretches of a megabyte: offsets go on, nothing is lost at a border."""
        for feed in ("\n", " ", ". "):
            text = feed.join(
                f"{i} On 14 May 2025 nothing happened, as {'n' * (i % 7)} said, and on {'m' * 900}"
                for i in range(3000))
            found = self.filter("dates", {"id": 1, "text": text}).records()[0]["dates"]
            self.assertEqual(len(found), 3000)
            for date in found:
                self.assertEqual(text[date["start"]:date["end"]], date["text"])
                self.assertEqual(date["edtf"], "2025-05-14")

    def test_bad_lines_stay_in_step(self):
        good = {"id": "g", "text": "14 May 2025"}
        for command in ("text", "dates"):
            with self.subTest(command):
                ran = self.filter(command, good, "no json", good, "[1]", "\"text\"", "{\"id\":", "",
                                  good, status=1)
                said = ran.records()
                self.assertEqual(["error" in r for r in said],
                                 [False, True, False, True, True, True, False])
                self.assertEqual({r["error"]["code"] for r in said if "error" in r}, {"bad-json"})
                self.assertEqual(len(ran.err.splitlines()), 4)
                self.assertIn("line 2 ", ran.err.splitlines()[0])
        ran = self.filter("text", {"id": "x", "base64": "%%%"}, good, status=1)
        self.assertEqual(ran.records()[0]["id"], "x")
        self.assertEqual(ran.records()[0]["error"]["code"], "bad-json")
        ran = self.filter("text",
                          {"id": "x", "base64": base64.b64encode(bytes(range(256)) * 4).decode()},
                          good, status=1)
        self.assertEqual(ran.records()[0]["error"]["code"], "not-text")

    def test_lines_without_an_end(self):
        for stdin in (b'{"id":1,"text":"a"}', b'{"id":1,"text":"a"}\r\n',
                      b'\n\n{"id":1,"text":"a"}\n\n'):
            ran = tool.run("text", "--jsonl", stdin=stdin)
            self.assert_status(ran, 0)
            self.assertEqual([r["id"] for r in ran.records()], [1])
        self.assert_status(tool.run("text", "--jsonl", stdin=b""), 0)

    def test_missing_file(self):
        for command in ("text", "dates"):
            for options in ((), ("--jsonl",)):
                ran = tool.run(command, *options, self.path("missing"))
                self.assert_status(ran, 1)
                self.assertIn("(missing-file)", ran.err)

    def test_memory_does_not_grow(self):
        """200,000 lines take no more memory than 2,000."""
        text = "On 14 May 2025 the old &amp; the new bridge were open. " * 4
        line = json.dumps({"id": "%06d", "text": text}) + "\n"
        for command in ("text", "dates"):
            peak = {}
            for count in (2_000, 200_000):
                with open(self.path("in.jsonl"), "w", encoding="utf-8") as file:
                    file.writelines(line % i for i in range(count))
                with open(self.path("in.jsonl"), "rb") as given, \
                        open(self.path("out.jsonl"), "wb") as out:
                    ran = tool.run(command, "--jsonl", stdin=given, stdout=out, seconds=100)
                self.assert_status(ran, 0)
                peak[count] = ran.rss_mib
                with open(self.path("out.jsonl"), "rb") as said:
                    ids = [row[6:14] for row in said]
                self.assertEqual(ids, [b'"%06d"' % i for i in range(count)])
            with self.subTest(command, peak=peak):
                self.assertLess(peak[200_000], peak[2_000] + 8)

    def test_answers_come_while_lines_do(self):
        """One line in, one line out: a caller that waits for its answer gets it."""
        with subprocess.Popen([tool.TOOL, "text", "--jsonl"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            timer = threading.Timer(20, process.kill)
            timer.start()
            for i in range(3):
                process.stdin.write(b'{"id":%d,"text":"a"}\n' % i)
                process.stdin.flush()
                answer = json.loads(process.stdout.readline() or "{}")
                self.assertEqual((answer.get("id"), answer.get("text")), (i, "a"))
            process.stdin.close()
            self.assertEqual(process.wait(), 0)
            timer.cancel()

    def test_plain(self):
        ran = tool.run("text", "-", stdin="a\u00a0 b\r\n".encode())
        self.assertEqual((ran.status, ran.out), (0, b"a  b\n"))
        ran = tool.run("dates", "--reference", "2025-05-14", stdin=b"today and 3 March 2024")
        self.assert_status(ran, 0)
        self.assertEqual([r["edtf"] for r in ran.records()], ["2025-05-14", "2024-03-03"])


class Verify(tool.TestCase):
    def setUp(self):
        super().setUp()
        shutil.copy(DUMP, self.path("dump.txt"))
        shutil.copy(PAGE, self.path("page.html"))

    def records(self, level):
        return tool.run("--provenance", level, "dump.txt", "page.html", cwd=self.folder).records()

    def verify(self, records):
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        self.write("records.jsonl", lines)
        return tool.run("verify", "records.jsonl", cwd=self.folder)

    def test_true_records(self):
        for level, rebuilt in (("none", 0), ("spans", 0), ("full", 2)):
            ran = self.verify(self.records(level))
            self.assert_status(ran, 0)
            self.assertIn("2 records, ", ran.out.decode())
            self.assertIn(f"{rebuilt} sources rebuilt, 0 untrue", ran.out.decode())
            self.assertEqual(ran.err, "")

    def test_each_lie_is_found(self):
        def paragraph(record):
            return next(b for b in record["blocks"] if b["role"] == "paragraph")

        def move(span):
            span[0] += 3

        lies = {
            "a word changed": ("spans",
                               lambda r: paragraph(r).update(text="X" + paragraph(r)["text"][1:])),
            "a place moved": ("spans", lambda r: move(paragraph(r)["from"][0])),
            "a place outside": ("spans", lambda r: paragraph(r).update({"from": [[10**6, 10**7]]})),
            "a block left out": ("spans", lambda r: r["blocks"].pop(1)),
            "something removed untold": ("spans", lambda r: r["removed"].pop()),
            "a headline made up": ("spans", lambda r: r["headline"].update(text="All Is Well")),
            "another hash": ("spans", lambda r: r["source"].update(sha256="0" * 64)),
            "another size": ("spans", lambda r: r["source"].update(bytes=7)),
            "a gap changed": ("full", lambda r: r["gaps"][0].update(was="?")),
            "a gap left out": ("full", lambda r: r["gaps"].pop(0)),
            "a source that is gone": ("spans", lambda r: r["source"].update(name="gone.txt")),
            "text that is not the blocks'": ("spans", lambda r: r.update(text="All is well.")),
        }
        for name, (level, lie) in lies.items():
            with self.subTest(name):
                records = self.records(level)
                lie(records[0])
                ran = self.verify(records)
                self.assert_status(ran, 1)
                self.assertIn(records[0]["source"]["name"], ran.err)

    def test_source_that_changed(self):
        records = self.records("spans")
        with open(self.path("dump.txt"), "ab") as file:
            file.write(b"!")
        self.assert_status(self.verify(records), 1)

    def test_rubbish(self):
        for lines in (b"", b"no json\n", b"{}\n", b"[]\n", b'{"schema":"warraq/article/1"}\n',
                      b'{"schema":"warraq/article/1","source":{"name":"dump.txt"}}\n',
                      b'{"schema":"warraq/article/1","source":{"name":5}}\n'):
            with self.subTest(lines):
                self.assert_status(tool.run("verify", "-", stdin=lines, cwd=self.folder), 1)
        self.assert_status(tool.run("verify", self.path("missing")), 1)
        for line in ({}, {"schema": "warraq/article/1"}, {"schema": "warraq/article/2"}):
            with self.subTest(line):
                self.assert_status(self.verify(self.records("spans") + [line]), 1)

    def test_failure_lines_are_passed_over(self):
        records = self.records("spans")
        failure = {"schema": "warraq/failure/1", "source": {"name": "x", "bytes": 0},
                   "code": "empty", "what": "-",
                   "hint": "-"}
        self.assert_status(self.verify([failure] + records), 0)

    def test_wild_offsets(self):
        for place in ([[0, 2**32]], [[2**40, 2**40 + 1]], [[9, 3]], [[-1, 3]], [["a", "b"]], [5],
                      [], "x",
                      [{"page": 1, "box": [0, 0, 1, 1]}]):
            with self.subTest(place):
                records = self.records("spans")
                records[0]["blocks"][0]["from"] = place
                self.assert_status(self.verify(records), 1)


class Recognized(tool.TestCase):
    """What another program recognized: records of it, and hOCR and ALTO out."""

    HOCR = tool.sample("recognized", "en.hocr")
    HEADLINE = "Clockmaker Climbs Tower to Silence Bell That Would Not Stop"

    def test_records_without_being_told_and_when_told(self):
        for arguments in ((self.HOCR,), ("--from", "hocr", self.HOCR)):
            records = tool.run(*arguments).records()
            self.assertEqual([r["headline"]["text"] for r in records], [self.HEADLINE])
            self.assertEqual(records[0]["source"]["media_type"], "text/vnd.hocr+html")
            self.assertEqual(records[0]["source"]["page"], 1)
            self.assertIn("box", records[0]["headline"]["from"][0])

    def test_one_stage_behind_another(self):
        for shape in ("hocr", "alto"):
            with self.subTest(shape):
                written = tool.run("ocr", "--to", shape, self.HOCR)
                self.assert_status(written, 0)
                records = tool.run("-", stdin=written.out).records()
                self.assertEqual([r["headline"]["text"] for r in records], [self.HEADLINE])

    def test_its_records_are_true(self):
        for name in ("en.hocr", "ar.alto.xml", "ru.tsv", "two-columns.page.xml", "ar-en.abbyy.xml"):
            with self.subTest(name):
                made = tool.run("--provenance", "full", tool.sample("recognized", name))
                self.assert_status(made, 0)
                self.assert_status(tool.run("verify", "-", stdin=made.out), 0)

    def test_a_page_of_the_web_is_no_recognized_page(self):
        ran = tool.run("ocr", "--to", "hocr", PAGE)
        self.assert_status(ran, 1)
        self.assertIn("unknown-format", ran.err)
        self.assertEqual(ran.out, b"")


class Ink(tool.TestCase):
    def test_a_page(self):
        picture = tool.sample("images", "en-clean.png")
        ran = tool.run("--language", "eng", picture)
        self.assert_status(ran, 0)
        record, = ran.records()
        self.assertEqual(record["source"]["page"], 1)
        self.assertIn("great bell", record["text"])
        self.assert_status(tool.run("verify", "-", stdin=ran.out), 0)
        ran = tool.run("ocr", "--language", "eng", picture)
        self.assert_status(ran, 0)
        self.assertIn("great bell of the Market Hall", ran.out.decode())


if __name__ == "__main__":
    tool.main()
