"""PDF/A-2u: what `warraq ocr --to pdf` and `--to pdfa` write against the clauses of ISO 19005-2 that a
file of pictures and unseen words touches. Each check names its clause; veraPDF, which checks all of them,
is not in Debian.

pikepdf (Debian: python3-pikepdf) takes the file apart; a picture in CMYK and the colours of the profile
need Pillow (python3-pil).
"""

import io
import re
import struct
import unittest
import xml.etree.ElementTree as tree

import tool

try:
    import pikepdf
except ImportError:
    pikepdf = None
try:
    from PIL import Image, ImageCms
except ImportError:
    Image = None

SCANS = ("ar-clean.png", "ar-en-two-digit-sets-shadow.jpg", "en-ar-two-pages.tif", "fa-yellowed.jp2",
         "ru-low-contrast.webp")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# 6.2.2: the operators of ISO 32000-1, Annex A, that such pages need.
OPERATORS = {"q", "Q", "cm", "Do", "BT", "ET", "Tf", "Tm", "Tr", "Tj", "TJ", "Td", "Tz", "Tc", "Tw"}
FILTERS = {"/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode"}  # 6.1.7.2: never LZWDecode


def name(value):
    return None if value is None else str(value)


class Checked:
    """A file, and what in it the standard does not allow."""

    def __init__(self, data):
        self.data, self.wrong = data, []
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.syntax()
        self.trailer()
        self.streams()
        self.metadata()
        self.output_intent()
        for page in self.pdf.pages:
            self.page(page)

    def need(self, clause, holds, what=""):
        if not holds:
            self.wrong.append(f"{clause} {what}".strip())

    def syntax(self):
        data = self.data
        self.need("6.1.2", re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data), "header")
        self.need("6.1.3", re.search(rb"startxref\n\d+\n%%EOF\r?\n?$", data), "nothing behind the end")
        begin = int(data[data.rindex(b"startxref") + 9:].split()[0])
        table = re.match(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf][ \r]\n)+)trailer", data[begin:])
        self.need("6.1.4", table, "cross-reference table")
        if table:
            rows = table[2].splitlines(keepends=True)
            self.need("6.1.4", len(rows) == int(table[1]) and {len(row) for row in rows} == {20})
            for number, row in enumerate(rows):
                if row[17:18] == b"n":
                    self.need("6.1.9", data[int(row[:10]):].startswith(b"%d 0 obj\n" % number),
                              f"object {number}")
        self.need("6.1.13", len(self.pdf.objects) < 8388607, "objects")

    def trailer(self):
        trailer = self.pdf.trailer
        self.need("6.1.3", "/Encrypt" not in trailer, "Encrypt")
        identity = trailer.get("/ID")
        self.need("6.1.3", identity is not None and len(bytes(identity[0])) == 16, "ID")
        root = self.pdf.Root
        for key in ("/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements", "/Perms"):
            self.need("6.3 to 6.11", key not in root, key)
        self.need("6.8", "/Names" not in root, "/Names")

    def streams(self):
        for item in self.pdf.objects:
            if not isinstance(item, pikepdf.Stream):
                continue
            filters = item.get("/Filter", [])
            filters = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
            self.need("6.1.7.2", {str(each) for each in filters} <= FILTERS, str(filters))
            for key in ("/F", "/FFilter", "/FDecodeParms"):
                self.need("6.1.7.1", key not in item, key)
            raw = item.read_raw_bytes()
            self.need("6.1.7.1", b"/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(raw), raw)
                      in self.data, "Length")

    def metadata(self):
        stream = self.pdf.Root.get("/Metadata")
        if stream is None:
            return self.need("6.6.2", False, "no metadata")
        self.need("6.6.2", (name(stream.Type), name(stream.Subtype)) == ("/Metadata", "/XML"))
        packet = stream.read_bytes()
        self.need("6.6.2.1", re.match(rb'<\?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"'
                                      rb"\?>", packet), "neither bytes nor encoding")
        self.need("6.6.2.1", b"encoding=" not in packet and b"bytes=" not in packet)
        packet.decode("utf-8")
        said = tree.fromstring(packet).find(f".//{RDF}Description")
        text = {child.tag: child.text for child in said}
        self.need("6.6.4", text.get("{http://www.aiim.org/pdfa/ns/id/}part") == "2", "part")
        self.need("6.6.4", text.get("{http://www.aiim.org/pdfa/ns/id/}conformance") == "U")
        info = self.pdf.docinfo
        self.need("6.6.3", set(info.keys()) == {"/Producer"} and str(info.Producer)
                  == text.get("{http://ns.adobe.com/pdf/1.3/}Producer"), "information dictionary")

    def output_intent(self):
        intents = [each for each in self.pdf.Root.get("/OutputIntents", [])
                   if name(each.S) == "/GTS_PDFA1"]
        self.need("6.2.3", len(intents) == 1, "one output intent")
        self.colours = None
        if intents:
            self.need("6.2.3", str(intents[0].OutputConditionIdentifier) != "")
            profile = intents[0].DestOutputProfile
            self.profile = profile.read_bytes()
            kind, self.colours = self.profile[12:16], self.profile[16:20]
            self.need("6.2.3", kind in (b"mntr", b"prtr"), "class of the profile")
            self.need("6.2.3", int(profile.N) == {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}[self.colours])
            self.need("6.2.3", self.profile[8] in (2, 4) and self.profile[36:40] == b"acsp")
            self.need("6.2.3", struct.unpack(">I", self.profile[:4])[0] == len(self.profile), "size")

    def page(self, page):
        box = [float(each) for each in page.MediaBox]
        sides = box[2] - box[0], box[3] - box[1]
        self.need("6.1.13", all(3 <= side <= 14400 for side in sides), f"page of {sides}")
        for key in ("/AA", "/Annots", "/Group", "/PresSteps"):
            self.need("6.2.10, 6.3 to 6.10", key not in page.obj, key)
        for image in page.Resources.XObject.as_dict().values():
            self.image(image)
        used = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            self.need("6.2.2", str(operator) in OPERATORS, str(operator))
            for value in operands if str(operator) == "Tj" else ():
                code = bytes(value)
                self.need("6.1.13", len(code) < 32767, "string")
                used |= {code[i:i + 2] for i in range(0, len(code), 2)}
            for value in operands[0] if str(operator) == "TJ" else ():
                if isinstance(value, pikepdf.String):
                    code = bytes(value)
                    used |= {code[i:i + 2] for i in range(0, len(code), 2)}
        for font in page.Resources.Font.as_dict().values():
            self.font(font, used)

    def image(self, image):
        self.need("6.2.8", name(image.Subtype) == "/Image", "no form")
        for key in ("/Alternates", "/OPI", "/SMask", "/SMaskInData"):
            self.need("6.2.8", key not in image, key)
        self.need("6.2.8", not image.get("/Interpolate", False), "Interpolate")
        if name(image.get("/Filter")) == "/JPXDecode":
            return self.jpeg_2000(image.read_raw_bytes())
        self.need("6.2.8", int(image.BitsPerComponent) in (1, 2, 4, 8, 16), "bits")
        colours = image.ColorSpace
        if isinstance(colours, pikepdf.Array):
            self.need("6.2.4", name(colours[0]) == "/Indexed", name(colours[0]))
            colours = colours[1]
        allowed = {"/DeviceGray"} | ({"/DeviceRGB"} if self.colours == b"RGB " else set())
        self.need("6.2.4.3", name(colours) in allowed, name(colours))

    def jpeg_2000(self, data):
        at = data.index(b"jp2h") - 4
        header = data[at + 8:at + struct.unpack(">I", data[at:at + 4])[0]]
        boxes = {}
        while header:
            size = struct.unpack(">I", header[:4])[0]
            boxes.setdefault(header[4:8], []).append(header[8:size])
            header = header[size:]
        components, depth = struct.unpack(">HB", boxes[b"ihdr"][0][8:11])
        self.need("6.2.8.3", components in (1, 3, 4), "channels")
        self.need("6.2.8.3", depth != 255 and depth % 128 < 38, "depth")
        self.need("6.2.8.3", len(boxes[b"colr"]) == 1, "colour specifications")
        method = boxes[b"colr"][0][0]
        self.need("6.2.8.3", method in (1, 2, 3), "method")
        if method == 1:
            self.need("6.2.8.3", struct.unpack(">I", boxes[b"colr"][0][3:7])[0] in (16, 17, 18))

    def font(self, font, used):
        self.need("6.2.11.2", name(font.Subtype) == "/Type0" and name(font.Type) == "/Font")
        self.need("6.2.11.3.3", name(font.Encoding) == "/Identity-H", "CMap")
        inside = font.DescendantFonts[0]
        self.need("6.2.11.3.2", name(inside.Subtype) == "/CIDFontType2")
        self.need("6.2.11.2", name(font.BaseFont) == name(inside.BaseFont)
                  == name(inside.FontDescriptor.FontName), "names")
        program = inside.FontDescriptor.get("/FontFile2")
        self.need("6.2.11.4.1", program is not None, "embedded")
        data = program.read_bytes()
        self.need("6.2.11.4.1", int(program.Length1) == len(data))
        tables = {}
        for i in range(struct.unpack(">H", data[4:6])[0]):
            tag, _, offset, size = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
            tables[tag] = data[offset:offset + size]
        self.need("6.2.11.2", {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"} <= set(tables))
        glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
        units = struct.unpack(">H", tables[b"head"][18:20])[0]
        map_ = inside.CIDToGIDMap.read_bytes()
        for code in used:
            at = 2 * int.from_bytes(code, "big")
            glyph = int.from_bytes(map_[at:at + 2], "big")
            self.need("6.2.11.8", 0 < glyph < glyphs, f"code {code.hex()} is glyph {glyph}")
            width = struct.unpack(">H", tables[b"hmtx"][4 * glyph:4 * glyph + 2])[0] * 1000 / units
            self.need("6.2.11.5", abs(width - float(inside.DW)) <= 1, "width")
        told = dict(re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$",
                               font.ToUnicode.read_bytes().decode(), re.M))
        for code in used:
            value = told.get(code.hex(), "")
            try:
                text = bytes.fromhex(value).decode("utf-16-be")
            except UnicodeDecodeError:
                text = ""
            self.need("6.2.11.7.2", text and not set(text) & set("\0\ufeff\ufffe"),
                      f"code {code.hex()} is {value!r}")


@unittest.skipIf(pikepdf is None, "python3-pikepdf is not installed")
class PdfaTest(tool.TestCase):
    def made(self, picture, *arguments, to="pdf"):
        ran = tool.run("ocr", "--to", to, *arguments, picture)
        self.assert_status(ran, 0)
        return ran.out

    def test_scans_are_archived_as_they_are(self):
        for scan in SCANS:
            with self.subTest(scan):
                data = self.made(tool.sample("images", scan))
                self.assertEqual(Checked(data).wrong, [])
                self.assertEqual(data, self.made(tool.sample("images", scan), to="pdfa"))

    def test_the_checks_find_what_is_wrong(self):
        good = self.made(tool.sample("images", "en-clean.png"), "--language", "eng")
        for clause, before, after in (
                ("6.1.2", b"%PDF-1.7", b"%PDF-2.0"), ("6.1.3", b"%%EOF\n", b"%%EOF\nmore"),
                ("6.1.3", b"/ID[", b"/IX["), ("6.1.7.1", b"/Type/XObject", b"/F(another)  "),
                ("6.2.3", b"/GTS_PDFA1", b"/GTS_PDFX1"), ("6.2.4.3", b"/DeviceGray", b"/DeviceCMYK"),
                ("6.2.8", b"/Subtype/Image", b"/Interpolate true/Subtype/Image"),
                ("6.2.11.5", b"/DW 500", b"/DW 600"), ("6.6.3", b"(Warraq", b"(Waraaq"),
                ("6.2.11.3.3", b"/Identity-H", b"/Identity-V"), ("6.6.4", b"part>2", b"part>1"),
                ("6.6.2.1", b"<?xpacket begin=", b"<?xpacket bytes='9' begin=")):
            with self.subTest(before):
                self.assertIn(before, good)
                bad = good.replace(before, after)
                wrong = Checked(bad).wrong
                self.assertTrue(any(each.startswith(clause) for each in wrong), wrong)

    def test_pages_are_large_enough(self):
        """6.1.13: at least 3 points each way, of whatever few pixels."""
        for size in (b"2 1", b"9 1200", b"1 14000"):
            with self.subTest(size):
                width, height = map(int, size.split())
                picture = self.write("small.pgm", b"P5 %s 255\n" % size, b"\xff" * (width * height))
                ran = tool.run("ocr", "--to", "pdf", "--language", "eng", picture)
                if ran.status == 0:
                    wrong = Checked(ran.out).wrong
                    said = b"pdfaid:part" in ran.out
                    self.assertEqual(wrong == [], said, wrong)
                    self.assertEqual(said, max(width, height) <= 4800 * min(width, height))

    @unittest.skipIf(Image is None, "python3-pil is not installed")
    def test_what_the_standard_does_not_take(self):
        """CMYK beside an intent of sRGB: untouched and undeclared, or converted."""
        picture = self.path("cmyk.jpg")
        with Image.open(tool.sample("images", "en-clean.png")) as image:
            image.convert("CMYK").save(picture, quality=90)
        with open(picture, "rb") as file:
            own = file.read()
        plain = self.made(picture, "--language", "eng")
        self.assertIn(own, plain)
        self.assertNotIn(b"pdfaid", plain)
        archived = self.made(picture, "--language", "eng", to="pdfa")
        self.assertEqual(Checked(archived).wrong, [])
        # One such page, and the whole is none.
        both = self.made(picture, "--language", "eng", tool.sample("images", "en-clean.png"))
        self.assertNotIn(b"pdfaid", both)
        for data in (plain, both):
            pikepdf.open(io.BytesIO(data)).check()

    @unittest.skipIf(Image is None, "python3-pil is not installed")
    def test_the_profile_is_that_of_srgb(self):
        checked = Checked(self.made(tool.sample("images", "en-clean.png"), "--language", "eng"))
        profile = ImageCms.getOpenProfile(io.BytesIO(checked.profile))
        self.assertEqual(ImageCms.getProfileDescription(profile).strip(), "sRGB")
        picture = Image.new("RGB", (64, 64))
        picture.putdata([(i * 7 % 256, i * 13 % 256, i * 29 % 256) for i in range(64 * 64)])
        seen = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
        self.assertLessEqual(max(abs(a - b) for before, after in zip(picture.getdata(), seen.getdata())
                                 for a, b in zip(before, after)), 1)


if __name__ == "__main__":
    tool.main()
