"""What other programs recognized, through the tool: issues of several files (METS), ALTO and hOCR
out as their specifications have them, what is hostile or broken, and the stages before and behind.
"""

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as tree

import tool

ISSUE = tool.sample("recognized", "issue")
HOCR = tool.sample("recognized", "en.hocr")
ABBYY = tool.sample("recognized", "ar-en.abbyy.xml")
HEADLINE = "Clockmaker Climbs Tower to Silence Bell That Would Not Stop"
RECOGNIZED = [tool.sample("recognized", name)
              for name in ("en.hocr", "ar.alto.xml", "ru.tsv", "two-columns.page.xml",
                           "ar-en.abbyy.xml")]


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


class Issue(tool.TestCase):
    """A METS file and the ALTO files of its pages."""

    def setUp(self):
        super().setUp()
        self.issue = self.path("issue")
        shutil.copytree(ISSUE, self.issue)
        self.mets = os.path.join(self.issue, "mets.xml")

    def change(self, before, after, path=None):
        path = path or self.mets
        text = read(path).decode()
        self.assertIn(before, text)
        tool.write(path, text.replace(before, after))

    def go(self, *arguments, **how):
        failures = self.path("failures.jsonl")
        ran = tool.run("--failures", failures, *arguments, **how)
        ran.failures = [json.loads(line) for line in read(failures).splitlines()]
        self.assert_status(ran, 1 if ran.failures else 0)
        return ran

    def test_the_whole_issue_in_order(self):
        ran = self.go(self.mets)
        records = ran.records()
        self.assertEqual([(r["source"]["page"], r["headline"]["text"]) for r in records],
                         [(1, "FERRY RETURNS AFTER NINE WEEKS IN DOCK"), (1, "MILL WHEEL TURNS AGAIN"),
                          (2, "Mill Wheel Turns Again"), (2, "OWL FOUND IN ORGAN")])
        for record in records:
            self.assertEqual(record["source"]["name"], self.mets)
            self.assertEqual(record["source"]["media_type"], "application/mets+xml")
            self.assertEqual(record["published"]["edtf"], "1925-08-15")
        ferry, mill, more, owl = records
        self.assertEqual([("continuation" in r) for r in records], [False, True, True, False])
        self.assertEqual(mill["continuation"]["of"], more["continuation"]["of"])
        self.assertEqual((mill["continuation"]["page"], mill["continuation"]["next"]), (1, {"page": 2}))
        self.assertEqual((more["continuation"]["page"], more["continuation"]["previous"]), (2, {"page": 1}))
        # The columns stand mixed in the file; the articles are whole, and nothing of another's.
        self.assertRegex(ferry["text"], r"(?s)^The ferry Saint Brannoc.*meets in October\..*letter\.$")
        self.assertNotIn("barley", ferry["text"])
        self.assertIn("every one of those present. The council", mill["text"].replace("\n", " "))
        self.assertIn("sack of barley in eleven years on Thursday, before a crowd that", mill["text"])
        self.assertNotIn("PILLS", mill["text"])
        self.assertTrue(more["text"].startswith("Flour from the mill"))
        self.assertTrue(owl["text"].endswith("grown used to it."))
        self.assertEqual([name["name"] for name in ferry["bylines"]], ["Ellen Marsh"])

    def test_what_the_catalogue_says_has_its_place_in_the_catalogue(self):
        record = self.go(self.mets).records()[2]
        mets = read(self.mets)
        for piece in (record["headline"], record["published"]["evidence"][0]):
            (begin, end), = piece["from"]
            self.assertEqual(mets[begin:end].decode(), piece["text"])

    def test_records_are_traced_to_both_files(self):
        ran = self.go("--provenance", "full", self.mets)
        self.assert_status(tool.run("verify", "-", stdin=ran.out), 0)
        for record in ran.records():
            part = record["source"]["part"]
            self.assertEqual(part["bytes"], os.path.getsize(os.path.join(self.issue, part["name"])))
        self.change("sack", "bag", os.path.join(self.issue, "alto", "00001.xml"))
        lies = tool.run("verify", "-", stdin=ran.out)
        self.assert_status(lies, 1)
        self.assertIn("alto/00001.xml is another file", lies.err)
        lied = ran.out.replace(b"1925-08-15", b"1926-08-15")
        self.assertIn("1926-08-15", tool.run("verify", "-", stdin=lied).err)

    def test_a_missing_page_is_that_pages_failure(self):
        os.remove(os.path.join(self.issue, "alto", "00001.xml"))
        ran = self.go(self.mets)
        self.assertEqual([(f["code"], f["source"]["page"]) for f in ran.failures],
                         [("missing-part", 1)])
        self.assertIn("alto/00001.xml", ran.failures[0]["what"])
        self.assertEqual([r["source"]["page"] for r in ran.records()], [2, 2])

    def test_a_page_that_is_none_is_that_pages_failure(self):
        for bytes_, code in ((b"", "empty"), (b"<html><p>no", "unknown-format"),
                             (b"<alto>", "damaged-markup"), (b"\x89PNG\r\n", "unknown-format")):
            tool.write(os.path.join(self.issue, "alto", "00002.xml"), bytes_)
            ran = self.go(self.mets)
            self.assertEqual([(f["code"], f["source"]["page"]) for f in ran.failures], [(code, 2)])
            self.assertEqual(len(ran.records()), 2)

    def test_nothing_is_opened_outside_of_its_folder(self):
        secret = self.write("secret.xml", read(self.issue, "alto", "00001.xml"))
        os.symlink(secret, os.path.join(self.issue, "link.xml"))
        os.symlink(self.folder, os.path.join(self.issue, "up"))
        os.mkfifo(os.path.join(self.issue, "pipe.xml"))
        for href in ("../secret.xml", "file://./../secret.xml", secret, "file://" + secret,
                     "alto/%2e%2e/%2E%2E/secret.xml", "..\\secret.xml", "link.xml", "up/secret.xml",
                     "pipe.xml", "alto", "/dev/stdin", "http://127.0.0.1/secret.xml", "mets.xml"):
            with self.subTest(href):
                tool.write(self.mets, read(ISSUE, "mets.xml").replace(
                    b"file://./alto/00001.xml", href.encode()))
                ran = self.go(self.mets, seconds=20)
                codes = {f["code"] for f in ran.failures}
                self.assertEqual(codes, {"unknown-format" if href == "mets.xml" else "missing-part"})
                self.assertEqual([r["source"]["page"] for r in ran.records()], [2, 2])

    def test_links_inside_its_folder_are_followed(self):
        os.rename(os.path.join(self.issue, "alto"), os.path.join(self.issue, "pages"))
        os.symlink("pages", os.path.join(self.issue, "alto"))
        self.assertEqual(len(self.go(self.mets).records()), 4)

    def test_without_its_folder(self):
        ran = self.go("-", stdin=read(self.mets))
        self.assertEqual([f["code"] for f in ran.failures], ["missing-part"])
        self.assertIn("by its path", ran.failures[0]["hint"])
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            archive.add(self.issue, "issue")
        ran = self.go(self.write("issue.tar.gz", packed.getvalue()))
        self.assertEqual([(f["code"], f["source"]["name"].split("!")[1]) for f in ran.failures],
                         [("missing-part", "issue/mets.xml")])
        self.assertTrue(ran.records())  # the pages by themselves

    def test_a_folder_gives_each_page_once(self):
        tool.write(os.path.join(self.issue, "notes.txt"), read(tool.sample("dumps", "seed-000.txt")))
        whole = self.go(self.mets).records()
        names = [(r["source"]["name"], r["source"].get("page")) for r in self.go(self.issue).records()]
        self.assertEqual(names, [(self.mets, r["source"]["page"]) for r in whole]
                         + [(os.path.join(self.issue, "notes.txt"), None)])

    def test_any_number_of_threads(self):
        self.assertEqual(self.go("-j", "1", self.issue).out, self.go("-j", "4", self.issue).out)

    def test_recognition_alone(self):
        ran = tool.run("ocr", "--to", "alto", self.mets)
        self.assert_status(ran, 0)
        pages = tree.fromstring(ran.out).findall(".//{*}Page")
        self.assertEqual([page.get("PHYSICAL_IMG_NR") for page in pages], ["1", "2"])
        self.assertIn("Brannoc", ran.out.decode())
        text = tool.run("ocr", self.mets).out.decode()
        self.assertEqual(text.count("\f"), 1)


class Abbyy(tool.TestCase):
    """FineReader's XML, as it comes and as it is kept."""

    def test_gzipped_and_in_archives(self):
        plain = tool.run(ABBYY).records()
        self.assertEqual([r["source"]["page"] for r in plain], [1, 2])
        self.assertEqual([r["language"] for r in plain], ["en", "ar"])
        self.write("book_abbyy.gz", gzip.compress(read(ABBYY)))
        with tarfile.open(self.path("books.tar"), "w") as archive:
            archive.add(self.path("book_abbyy.gz"), "a/book_abbyy.gz")
        for name, member in (("book_abbyy.gz", ""), ("books.tar", "!a/book_abbyy.gz")):
            with self.subTest(name):
                ran = tool.run("--provenance", "full", self.path(name))
                self.assert_status(ran, 0)
                records = ran.records()
                self.assertEqual([r["source"]["name"] for r in records],
                                 2 * [self.path(name) + member])
                self.assertEqual([r["text"] for r in records], [r["text"] for r in plain])
                self.assert_status(tool.run("verify", "-", stdin=ran.out), 0)

    def test_told_what_it_is(self):
        """What names neither its program nor its schema, and begins with many styles."""
        styles = "<paragraphStyle id='x' role='text'/>" * 200
        page = ("<page width='900' height='200'><block><text><par><line l='0' t='0' r='900' b='40'>"
                "<formatting>The council met on Friday and voted for the quay.</formatting></line>"
                "</par></text></block></page>")
        path = self.write("x", f"<document><documentData>{styles}</documentData>{page}</document>")
        self.assertEqual(tool.run("ocr", "--from", "abbyy", path).out.decode().strip(),
                         "The council met on Friday and voted for the quay.")
        self.assert_status(tool.run("--from", "abbyy", HOCR), 1)

    def test_in_an_issue(self):
        """A METS file may name such files too; those of several pages say which is meant."""
        issue = self.path("issue")
        shutil.copytree(ISSUE, issue)
        path = os.path.join(issue, "alto", "00001.xml")
        tool.write(path, read(ABBYY))
        records = tool.run(os.path.join(issue, "mets.xml")).records()
        self.assertIn("Saint Brannoc light", records[0]["text"])


class AltoOut(tool.TestCase):
    """ALTO 4.4 out: elements, their order, attributes and values, by the specification. (Its schema
    is under CC BY-SA, so it is not here.)"""

    # Of each element: attributes with what they may be, those that must be there, the order of
    # children ("?" at most one, "*" any number, "+" at least one).
    ID = r"[A-Za-z_][\w.-]*"
    FLOAT = r"\d+(\.\d+)?"
    SHARE = r"0(\.\d+)?|1(\.0+)?"
    BOX = {"HPOS": FLOAT, "VPOS": FLOAT, "WIDTH": FLOAT, "HEIGHT": FLOAT}
    RULES = {
        "alto": ({"SCHEMAVERSION": r"4\.4"}, (), "Description? Tags? Layout"),
        "Description": ({}, (), "MeasurementUnit sourceImageInformation? Processing*"),
        "MeasurementUnit": ({}, (), ""),
        "sourceImageInformation": ({}, (), "fileName?"),
        "fileName": ({}, (), ""),
        "Processing": ({"ID": ID}, ("ID",), "processingSoftware?"),
        "processingSoftware": ({}, (), "softwareName?"),
        "softwareName": ({}, (), ""),
        "Tags": ({}, (), "LayoutTag*"),
        "LayoutTag": ({"ID": ID, "LABEL": ".+"}, ("ID", "LABEL"), ""),
        "Layout": ({}, (), "Page+"),
        "Page": ({"ID": ID, "PHYSICAL_IMG_NR": FLOAT, "WIDTH": FLOAT, "HEIGHT": FLOAT},
                 ("ID", "PHYSICAL_IMG_NR"), "PrintSpace?"),
        "PrintSpace": (BOX, (), "TextBlock*"),
        "TextBlock": ({"ID": ID, **BOX}, ("ID",), "TextLine*"),
        "TextLine": ({"ID": ID, "TAGREFS": ID, **BOX}, (), "(String SP?)+"),
        "String": ({"ID": ID, "CONTENT": r"(?s).*", "WC": SHARE, **BOX}, ("CONTENT",),
                   "ALTERNATIVE* Glyph*"),
        "SP": (BOX, (), ""),
        "ALTERNATIVE": ({"PURPOSE": ".*"}, (), ""),
        "Glyph": ({"CONTENT": r"(?s).", "GC": SHARE}, ("CONTENT",), "Variant*"),
        "Variant": ({"CONTENT": r"(?s).{0,3}", "VC": SHARE}, (), ""),
    }
    TEXT = {"MeasurementUnit": r"pixel|mm10|inch1200", "fileName": ".*", "softwareName": ".*",
            "ALTERNATIVE": ".*"}
    SPACE = "http://www.loc.gov/standards/alto/ns-v4#"

    def check(self, alto):
        root = tree.fromstring(alto)
        self.assertEqual(root.tag, f"{{{self.SPACE}}}alto")
        names = []
        for element in root.iter():
            space, name = element.tag[1:].split("}")
            self.assertEqual(space, self.SPACE)
            self.assertIn(name, self.RULES)
            attributes, required, order = self.RULES[name]
            for key, value in element.attrib.items():
                if key == "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation":
                    self.assertEqual(value.split()[0], self.SPACE)
                    continue
                self.assertIn(key, attributes, name)
                self.assertIsNotNone(re.fullmatch(attributes[key], value), (name, key, value))
                if key == "ID":
                    names.append(value)
            self.assertLessEqual(set(required), set(element.attrib), name)
            children = "".join(f"{child.tag.split('}')[1]} " for child in element)
            pattern = re.sub(r"(\w+) ?", r"(?:\1 )", order).replace(" )", " )").replace(")? ", ")?")
            self.assertRegex(children, "^" + pattern.replace(")* ", ")*").replace(")+ ", ")+") + "$",
                             name)
            text = element.text or ""
            self.assertIsNotNone(re.fullmatch(self.TEXT.get(name, r"\s*"), text), (name, text))
        self.assertEqual(len(names), len(set(names)), "an ID twice")
        for line in root.iter(f"{{{self.SPACE}}}TextLine"):
            self.assertIn(line.get("TAGREFS", names[0]), names)

    def test_samples(self):
        for arguments in ([path] for path in RECOGNIZED):
            with self.subTest(arguments):
                ran = tool.run("ocr", "--to", "alto", "--keep-original", *arguments)
                self.assert_status(ran, 0)
                self.check(ran.out)
        ran = tool.run("ocr", "--to", "alto", *RECOGNIZED, os.path.join(ISSUE, "mets.xml"))
        self.assertEqual(len(tree.fromstring(ran.out).findall(".//{*}Page")), 8)
        self.check(ran.out)

    def test_pictures(self):
        ran = tool.run("ocr", "--to", "alto", "--language", "eng",
                       tool.sample("images", "en-ar-two-pages.tif"))
        self.check(ran.out)

    def test_what_no_xml_may_hold(self):
        page = HocrOut.page("0 0 9 9", "a&#1;b&amp;&lt;&quot;'")
        ran = tool.run("ocr", "--to", "alto", self.write('a"<b>&.hocr', page))
        self.assert_status(ran, 0)
        self.check(ran.out)

    def test_alternatives(self):
        ran = tool.run("ocr", "--to", "alto", self.write("a.hocr", HocrOut.ALTERNATIVES))
        self.check(ran.out)
        self.assertIn(b'<Variant CONTENT="rn" VC="0.25"/>', ran.out)

    def test_the_rules_find_what_is_wrong(self):
        good = tool.run("ocr", "--to", "alto", HOCR).out.decode()
        for before, after in ((' PHYSICAL_IMG_NR="1"', ""), ("<SP/>", "<SP/><SP/>"),
                              (' ID="block_1_1"', ""), ('ID="line_1_1"', 'ID="line_1_2"'),
                              (">pixel<", ">inch<"), ("<String ", "<Word "), ('WC="0', 'WC="2'),
                              ('HPOS="1', 'HPOS="-1'), ("ns-v4#", "ns-v3#")):
            self.assertIn(before, good)
            with self.subTest(before), self.assertRaises(AssertionError):
                self.check(good.replace(before, after, 1))


class HocrOut(tool.TestCase):
    """hOCR 1.2 out: the classes nest, each has its box, and each box lies in the one around it."""

    NESTING = {"ocr_page": "", "ocr_carea": "ocr_page", "ocr_par": "ocr_carea", "ocr_line": "ocr_par",
               "ocrx_word": "ocr_line", "alternatives": "ocrx_word", "alt": "alternatives",
               "ocrx_cinfo": "ocrx_word"}
    ALTERNATIVES = (
        "<div class='ocr_page' title='bbox 0 0 400 100'><span class='ocr_line' title='bbox 0 0 400 "
        "20'><span class='ocrx_word' title='bbox 0 0 90 20; x_wconf 80'><span class='alternatives'>"
        "<ins class='alt'>hello</ins><del class='alt' title='nlp 1.61'>hallo</del></span></span> "
        "<span class='ocrx_word' title='bbox 100 0 190 20; x_wconf 70' data-original='modem'>modern\n"
        "<span class='ocrx_cinfo' id='lstm_choices_1_2_0'><span class='ocrx_cinfo' title='x_confs 99'>"
        " </span></span>\n<span class='ocrx_cinfo' id='lstm_choices_1_2_1'>\n"
        "<span class='ocrx_cinfo' title='x_confs 75'>m</span>\n"
        "<span class='ocrx_cinfo' title='x_confs 25'>rn</span></span></span></span></div>")

    @staticmethod
    def page(box, text, confidence="90"):
        return (f"<div class='ocr_page' title='bbox 0 0 100 100'><span class='ocr_line' "
                f"title='bbox 0 0 9 9'><span class='ocrx_word' title='bbox {box}; x_wconf "
                f"{confidence}'>{text}</span></span></div>")

    def box(self, element):
        found = re.search(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)", element.get("title", ""))
        return found and tuple(map(int, found.groups()))

    def check(self, hocr):
        root = tree.fromstring(hocr)
        around = {child: parent for parent in root.iter() for child in parent}
        said = root.find(".//{*}meta[@name='ocr-capabilities']").get("content").split()
        self.assertIsNotNone(root.find(".//{*}meta[@name='ocr-system']"))
        names = [element.get("id") for element in root.iter() if element.get("id")]
        self.assertEqual(len(names), len(set(names)))
        for element in root.iter():
            name = element.get("class")
            if name is None:
                continue
            self.assertIn(name, self.NESTING)
            parent = around[element]
            if name == "ocrx_cinfo" and parent.get("class") == "ocrx_cinfo":
                parent = around[parent]
            self.assertEqual(parent.get("class", ""), self.NESTING[name])
            if name in ("alternatives", "alt", "ocrx_cinfo"):
                continue
            self.assertIn(name, said)
            left, top, right, bottom = self.box(element)
            self.assertTrue(0 <= left <= right and 0 <= top <= bottom)
            if name == "ocrx_word":
                self.assertRegex(element.get("title"), r"bbox [\d ]+(; x_wconf (\d\d?|100))?$")
            if outer := self.box(parent):
                self.assertTrue(outer[0] <= left and right <= outer[2] + 1 and outer[1] <= top
                                and bottom <= outer[3] + 1, (name, outer, self.box(element)))

    def test_samples(self):
        ran = tool.run("ocr", "--to", "hocr", "--keep-original", *RECOGNIZED,
                       os.path.join(ISSUE, "mets.xml"))
        self.assert_status(ran, 0)
        self.check(ran.out)

    def test_what_tesseract_says_of_letters_goes_through(self):
        """In, out, in: nothing of what else a word may be is lost."""
        first = self.write("a.hocr", self.ALTERNATIVES)
        for shape in ("hocr", "alto"):
            with self.subTest(shape):
                once = tool.run("ocr", "--to", shape, first)
                self.assert_status(once, 0)
                (self.check if shape == "hocr" else AltoOut.check.__get__(AltoOut()))(once.out)
                twice = tool.run("ocr", "--to", shape, self.write("a.hocr", once.out))
                self.assertEqual(twice.out.replace(b"\n", b""), once.out.replace(b"\n", b""))
                for piece in ("hallo", "modem", "75", "25", "rn"):
                    self.assertIn(piece, once.out.decode())
        # From one format to the other and back.
        alto = tool.run("ocr", "--to", "alto", first).out
        back = tool.run("ocr", "--to", "hocr", "-", stdin=alto).out
        self.assertIn(b'data-original="modem"', back)
        self.assertIn(b'>hallo</del>', back)
        self.assertIn(b'title="x_confs 25.00">rn</span>', back)
        self.assertEqual(tool.run("ocr", first).out.decode().split(), ["hello", "modern"])


class Bad(tool.TestCase):
    def records(self, name, bytes_, **how):
        ran = tool.run(self.write(name, bytes_), **how)
        self.assertIn(ran.status, (0, 1))
        return ran

    def test_cut_short_anywhere(self):
        for path in RECOGNIZED:
            whole = read(path)
            for share in range(1, 20, 3):
                cut = whole[:len(whole) * share // 20]
                ran = self.records("cut" + os.path.splitext(path)[1], cut, seconds=20)
                if ran.status == 0:
                    self.assert_status(tool.run("verify", "-", stdin=ran.out, cwd="/"), 0)
                else:
                    self.assertRegex(ran.err, r"\((damaged-markup|no-article)\)")

    def test_hocr_of_100_mb(self):
        whole = read(HOCR).decode()
        begin, end = whole.index("<div class='ocr_page'"), whole.index("</body>")
        page = whole[begin:end]
        path = self.write("large.hocr", whole[:begin])
        with open(path, "a", encoding="utf-8") as file:
            for _ in range(100 * tool.MIB // len(page)):
                file.write(page)
            file.write(whole[end:])
        ran = tool.run("ocr", path, seconds=240)
        self.assert_status(ran, 0)
        self.assert_bounded(ran, 120, 1536)

    def test_abbyy_of_100_mb(self):
        """A page at a time, so that a book's letters do not all become a tree; as it is kept, gzipped."""
        whole = read(ABBYY).decode()
        begin, end = whole.index("<page "), whole.index("</document>")
        page = whole[begin:end]
        path = self.path("large_abbyy.gz")
        with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
            file.write(whole[:begin])
            for _ in range(100 * tool.MIB // len(page)):
                file.write(page)
            file.write(whole[end:])
        ran = tool.run("ocr", path, seconds=240)
        self.assert_status(ran, 0)
        self.assertEqual(ran.out.count(b"\f") + 1, 2 * (100 * tool.MIB // len(page)))
        self.assert_bounded(ran, 120, 768)

    def test_encodings(self):
        """Declared wrongly or not at all, and two in one file."""
        alto = read(tool.sample("recognized", "ar.alto.xml"))
        told = tool.run(tool.sample("recognized", "ar.alto.xml")).records()[0]["text"]
        text = alto.decode()
        self.assertIn('encoding="UTF-8"', text)
        for encoded in (text.replace('"UTF-8"', '"windows-1252"').encode(),
                        text.replace('"UTF-8"', '"UTF-16"').encode("utf-16"),
                        text.replace('"UTF-8"', '"UTF-16"').encode("utf-16-be"),
                        b"\xef\xbb\xbf" + alto,
                        text.replace('encoding="UTF-8"', "").encode()):
            ran = self.records("a.xml", encoded)
            self.assert_status(ran, 0)
            self.assertEqual(ran.records()[0]["text"], told)
        broken = read(HOCR).replace(b"tower", b"t\xff\xfewer")
        self.assertEqual(len(self.records("b.hocr", broken).records()), 1)

    def test_a_page_without_words(self):
        pages = ("<div class='ocr_page' title='bbox 0 0 100 100'></div>",
                 "<alto><Layout><Page WIDTH='9' HEIGHT='9'><PrintSpace/></Page></Layout></alto>",
                 "<PcGts><Page imageWidth='9' imageHeight='9'/></PcGts>",
                 "<document producer='FineReader'><page width='9' height='9'/></document>")
        for page in pages:
            with self.subTest(page):
                ran = self.records("empty", page)
                self.assert_status(ran, 1)
                self.assertIn("(no-article)", ran.err)
                for shape in ("hocr", "alto", "text"):
                    self.assert_status(tool.run("ocr", "--to", shape, self.path("empty")), 0)

    def test_external_entities_are_not_fetched(self):
        secret = self.write("secret.txt", "the secret of the file")
        for body in (f"<!DOCTYPE alto [<!ENTITY x SYSTEM 'file://{secret}'>]><alto><Page><TextBlock>"
                     "<TextLine><String CONTENT='&x;' HPOS='0' VPOS='0' WIDTH='9' HEIGHT='9'/>"
                     "</TextLine></TextBlock></Page></alto>",
                     f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body>"
                     + HocrOut.page("0 0 9 9", "&x;") + "</body></html>"):
            ran = tool.run("ocr", self.write("x", body))
            self.assertNotIn(b"secret of", ran.out)
            self.assertEqual(ran.out.strip(), b"&x;")


class Stages(tool.TestCase):
    """The lines of README.md, as a shell runs them."""

    def sh(self, line, **files):
        env = {**os.environ, "PATH": os.path.dirname(tool.TOOL) + ":" + os.environ["PATH"],
               "OMP_THREAD_LIMIT": "1"}
        for name, path in files.items():
            shutil.copy(path, self.path(name.replace("_", ".")))
        ran = subprocess.run(["sh", "-c", line], cwd=self.folder, env=env, capture_output=True,
                             timeout=120, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr.decode())
        return ran.stdout.decode()

    def test_readme_has_them(self):
        readme = read(tool.SOURCE, "README.md").decode()
        for line in ("cat page.html | warraq - | jq -r '.headline.text'",
                     "find dump -name '*.html' -print0 | xargs -0 warraq -j 2 > records.jsonl",
                     "tesseract page.png - hocr | warraq --from hocr -",
                     "warraq ocr page.tif --to hocr | warraq -"):
            self.assertIn(line, readme)

    def test_a_page_from_a_pipe_to_jq(self):
        if shutil.which("jq") is None:
            self.skipTest("jq is not installed")
        said = self.sh("cat page.html | warraq - | jq -r '.headline.text'",
                       page_html=tool.sample("pages", "en-json-ld.html"))
        record, = tool.run(tool.sample("pages", "en-json-ld.html")).records()
        self.assertEqual(said.strip(), record["headline"]["text"])

    def test_find_and_xargs(self):
        os.makedirs(self.path("dump", "a b"), exist_ok=True)
        for name in ("en-json-ld.html", "ru-windows-1251.html"):
            shutil.copy(tool.sample("pages", name), self.path("dump", "a b", name))
        self.sh("find dump -name '*.html' -print0 | xargs -0 warraq -j 2 > records.jsonl")
        records = [json.loads(line) for line in read(self.path("records.jsonl")).splitlines()]
        self.assertEqual({record["source"]["name"] for record in records},
                         {"dump/a b/en-json-ld.html", "dump/a b/ru-windows-1251.html"})

    def test_behind_tesseract(self):
        if shutil.which("tesseract") is None:
            self.skipTest("tesseract is not installed")
        said = self.sh("tesseract page.png - hocr | warraq --from hocr -",
                       page_png=tool.sample("images", "en-clean.png"))
        self.assertEqual(json.loads(said)["headline"]["text"], HEADLINE)

    def test_one_of_ours_behind_another(self):
        said = self.sh("warraq ocr page.tif --to hocr | warraq -",
                       page_tif=tool.sample("images", "en-ar-two-pages.tif"))
        self.assertEqual([json.loads(line)["source"]["page"] for line in said.splitlines()], [1, 2])


if __name__ == "__main__":
    tool.main()
