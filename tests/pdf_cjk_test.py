"""PDFs whose fonts name a Chinese, Japanese or Korean encoding instead of holding one, set along the
page and from top to bottom."""

import shutil
import textwrap
import unittest

import pdf_in_test
import tool

JAPANESE = """山あいの村に新しい図書館が開館
県北部の小さな村で十二日、新しい図書館が開館した。住民は二年間この日を待っていた。館内には約一万二千冊の本が並び、そのうち三千冊は県外の読者から寄せられたものだという。
村長の田中一郎さんは開館式で「子どもたちが本と出会う場所になってほしい」と話した。建物は地元の杉を使った平屋建てで、冬でも暖かく過ごせるよう薪ストーブが置かれている。"""
CHINESE = """山村新图书馆正式开放
位于县北部的一个小村庄十二日迎来了新的图书馆。居民们为这一天等待了两年。馆内藏书约一万两千册，其中三千册由外地读者捐赠。
村长在开馆仪式上说，希望孩子们能在这里与书相遇。这座平房用当地的杉木建成，冬天也很温暖。"""
TAIWANESE = """山村新圖書館正式開放
位於縣北部的一個小村莊十二日迎來了新的圖書館。居民們為這一天等待了兩年。館內藏書約一萬兩千冊，其中三千冊由外地讀者捐贈。
村長在開館儀式上說，希望孩子們能在這裡與書相遇。這座平房用當地的杉木建成，冬天也很溫暖。"""
KOREAN = """산골 마을에 새 도서관 문 열다
군 북부의 작은 마을에 십이일 새 도서관이 문을 열었다. 주민들은 이 년 동안 이날을 기다렸다. 도서관에는 약 만 이천 권의 책이 있으며 그 가운데 삼천 권은 다른 지방 독자들이 보낸 것이다.
이장은 개관식에서 아이들이 책과 만나는 곳이 되기를 바란다고 말했다. 건물은 이 고장의 삼나무로 지은 단층집이다."""

# The encoding, its collection, how Python makes its codes, the text.
ENCODINGS = (
    ("90ms-RKSJ", "Japan1", "cp932", JAPANESE), ("90msp-RKSJ", "Japan1", "cp932", JAPANESE),
    ("EUC", "Japan1", "euc_jp", JAPANESE), ("UniJIS-UCS2", "Japan1", "utf-16-be", JAPANESE),
    ("UniJIS-UTF16", "Japan1", "utf-16-be", JAPANESE),
    ("GB-EUC", "GB1", "gb2312", CHINESE), ("GBK-EUC", "GB1", "gbk", CHINESE),
    ("GBK2K", "GB1", "gb18030", CHINESE), ("UniGB-UCS2", "GB1", "utf-16-be", CHINESE),
    ("B5pc", "CNS1", "big5", TAIWANESE), ("ETen-B5", "CNS1", "big5", TAIWANESE),
    ("UniCNS-UTF16", "CNS1", "utf-16-be", TAIWANESE),
    ("KSC-EUC", "Korea1", "euc_kr", KOREAN), ("KSCms-UHC", "Korea1", "cp949", KOREAN),
    ("UniKS-UCS2", "Korea1", "utf-16-be", KOREAN))


def lines_of(text, longest):
    """Korean has words; the other two break anywhere. All of them indent paragraphs by a sign."""
    for i, paragraph in enumerate(text.split("\n")):
        if text == KOREAN:
            yield from textwrap.wrap(paragraph, longest, initial_indent=" " if i else "")
            continue
        paragraph = "\u3000" * (i > 0) + paragraph
        for at in range(0, len(paragraph), longest):
            yield paragraph[at:at + longest]


def shown(text, codec, vertical):
    """Lines of 30 signs, or columns from right to left, under a headline twice as large."""
    out, across = b"BT ", 0
    for i, line in enumerate(lines_of(text, 30)):
        size = 14 if i else 24
        place = (540 - across, 740) if vertical else (72, 720 - across)
        out += b"/F1 %d Tf 1 0 0 1 %d %d Tm <%s> Tj " % (size, *place, line.encode(codec).hex().encode())
        across += 24 if i else 48
    return out + b"ET"


def shown_one_by_one(text, codec):
    """Columns by a font that runs along the page: each sign has its place, as browsers set them."""
    out, across = b"BT ", 0
    for i, line in enumerate(lines_of(text, 30)):
        size = 14 if i else 24
        out += b"/F1 %d Tf " % size
        for j, sign in enumerate(line):
            place = (540 - across, 740 - size * j)
            out += b"1 0 0 1 %d %d Tm <%s> Tj " % (*place, sign.encode(codec).hex().encode())
        across += 24 if i else 48
    return out + b"ET"


def font(encoding, ordering, widths=b""):
    """A font that the file does not hold: readers have their own for the collection."""
    return (b"<</Type/Font/Subtype/Type0/BaseFont/Sans/Encoding/%s/DescendantFonts[<</Type/Font"
            b"/Subtype/CIDFontType0/BaseFont/Sans/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)"
            b"/Supplement 0>>%s>>]>>" % (encoding.encode(), ordering.encode(), widths))


def page(encoding, ordering, content):
    return pdf_in_test.pages_of([content], resources=b"/Font<</F1 %s>>" % font(
        encoding, ordering, b"/W[231 325 500]" if encoding.startswith("90ms-") else b""))


class Predefined(pdf_in_test.PdfIn):
    def texts(self, encoding, ordering, codec, text, vertical):
        name = encoding + ("-V" if vertical else "-H")
        self.holds(name, ordering, shown(text, codec, vertical), text)

    def holds(self, name, ordering, content, text):
        ran = self.read(self.write("a.pdf", page(name, ordering, content)))
        self.assertEqual(ran.codes, [], name)
        record = ran.records()[0]
        self.assertEqual(record["headline"]["text"], text.split("\n")[0], name)
        self.assertEqual([block["text"] for block in record["blocks"]
                          if block["role"] == "paragraph"], text.split("\n")[1:], name)

    def test_along_the_page(self):
        for case in ENCODINGS:
            with self.subTest(case[0]):
                self.texts(*case, vertical=False)

    def test_one_sign_below_the_other(self):
        for encoding, ordering, codec, text in ENCODINGS:
            with self.subTest(encoding):
                self.holds(encoding + "-H", ordering, shown_one_by_one(text, codec), text)

    def test_numbers_upright_in_a_column(self):
        """Two digits side by side take the place of one sign, a year lies on its side."""
        digits = b"".join(b"1 0 0 1 %d %d Tm <%s> Tj " % (x, y, text.encode("cp932").hex().encode())
                          for x, y, text in ((300, 700, "五"), (300, 686, "月"), (300, 672, "1"),
                                             (307, 672, "4"), (300, 658, "日"), (300, 644, "の")))
        year = b"0 -1 1 0 303 642 Tm <%s> Tj " % b"2025".hex().encode()
        last = b"1 0 0 1 300 602 Tm <%s> Tj " % "年".encode("cp932").hex().encode()
        content = b"BT /F1 14 Tf " + digits + year + last + b"ET"
        path = self.write("a.pdf", page("90ms-RKSJ-H", "Japan1", content))
        self.assertEqual(self.words(path).split(), ["五月14日の2025年"])

    def test_from_top_to_bottom(self):
        for case in ENCODINGS:
            with self.subTest(case[0]):
                self.texts(*case, vertical=True)


if __name__ == "__main__":
    if shutil.which("qpdf"):
        tool.main()
    else:
        raise unittest.SkipTest("qpdf is not installed")
