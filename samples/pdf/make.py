"""Makes the PDFs of this folder from its texts, as a dozen ways of making PDFs make them.

    python3 samples/pdf/make.py [NAME...]      # all, or those; the PDFs are kept in the tree

Debian: libreoffice-writer-nogui, chromium, weasyprint, pango1.0-tools, ghostscript,
python3-reportlab, python3-arabic-reshaper, python3-bidi, and the fonts that MAKERS names.
The text is one paragraph a line, the first the headline. It is the answer of every PDF made of it.
"""

import html
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def page(paragraphs, font, columns=1, language="ar", size=13, align="justify"):
    body = f"<h1>{html.escape(paragraphs[0])}</h1><div>"
    body += "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs[1:]) + "</div>"
    return f"""<!doctype html><html lang="{language}" dir="rtl"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 20mm }} body {{ font-family: "{font}"; font-size: {size}pt }}
h1 {{ font-size: {size * 1.6}pt }} p {{ text-align: {align}; line-height: 1.9 }}
div {{ column-count: {columns}; column-gap: 10mm }}</style><body>{body}</body></html>"""


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=300)


def chromium(folder, paragraphs, font, **look):
    (folder / "in.html").write_text(page(paragraphs, font, **look))
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/out.pdf", folder / "in.html")


def libreoffice(folder, paragraphs, font, **look):
    (folder / "in.html").write_text(page(paragraphs, font, **look))
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=HTML (StarWriter)",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, folder / "in.html")
    (folder / "in.pdf").rename(folder / "out.pdf")


def weasyprint(folder, paragraphs, font, **look):
    (folder / "in.html").write_text(page(paragraphs, font, **look))
    run("weasyprint", folder / "in.html", folder / "out.pdf")


def pango(folder, paragraphs, font):
    (folder / "in.txt").write_text("\n\n".join(paragraphs) + "\n")
    run("pango-view", "--no-display", f"--font={font} 14", "--width=480", "--margin=40", "--rtl",
        f"--output={folder}/out.pdf", folder / "in.txt")


def ghostscript(folder, paragraphs, font):
    """Cairo's, distilled again: its fonts are cut anew and named anew."""
    pango(folder, paragraphs, font)
    (folder / "out.pdf").rename(folder / "first.pdf")
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={folder}/out.pdf",
        folder / "first.pdf")


def reportlab(folder, paragraphs, font, size=14):
    """What programs without a shaper do: presentation forms, laid from left to right."""
    import arabic_reshaper
    import bidi.algorithm
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen import canvas
    pdfmetrics.registerFont(ttfonts.TTFont("font", font))
    sheet = canvas.Canvas(str(folder / "out.pdf"), invariant=1)
    height = 780
    for paragraph in paragraphs:
        line, lines = "", []
        for word in paragraph.split():
            longer = (line + " " + word).strip()
            if pdfmetrics.stringWidth(arabic_reshaper.reshape(longer), "font", size) > 470:
                lines.append(line)
                longer = word
            line = longer
        for line in lines + [line]:
            sheet.setFont("font", size)
            shaped = arabic_reshaper.reshape(line)
            sheet.drawRightString(540, height, bidi.algorithm.get_display(shaped, base_dir="R"))
            height -= 26
        height -= 8
    sheet.save()


DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
MAKERS = {  # the PDF: its text, and how it is made
    "chromium-naskh": ("harbour", chromium, {"font": "Noto Naskh Arabic"}),
    "chromium-amiri-vowelled": ("copyist", chromium, {"font": "Amiri", "size": 15}),
    "chromium-two-columns": ("palms", chromium, {"font": "Noto Kufi Arabic", "columns": 2, "size": 10, "align": "right"}),
    "libreoffice-amiri": ("palms", libreoffice, {"font": "Amiri"}),
    "libreoffice-kacst": ("stork", libreoffice, {"font": "KacstBook"}),
    "cairo-dejavu": ("harbour", pango, {"font": "DejaVu Sans"}),
    "ghostscript-scheherazade": ("stork", ghostscript, {"font": "Scheherazade"}),
    "weasyprint-persian": ("sail", weasyprint, {"font": "Noto Naskh Arabic", "language": "fa"}),
    "chromium-persian": ("sail", chromium, {"font": "Scheherazade", "language": "fa", "size": 16}),
    "reportlab-visual": ("stork", reportlab, {"font": DEJAVU}),
    "libreoffice-nastaliq": ("library", libreoffice, {"font": "Noto Nastaliq Urdu", "language": "ur"}),
    "chromium-nastaliq": ("library", chromium, {"font": "Noto Nastaliq Urdu", "language": "ur"}),
}


def main(names):
    for name in names or MAKERS:
        text, maker, look = MAKERS[name]
        paragraphs = (HERE / f"{text}.txt").read_text().splitlines()
        with tempfile.TemporaryDirectory() as folder:
            maker(pathlib.Path(folder), paragraphs, **look)
            pdf = (pathlib.Path(folder) / "out.pdf").read_bytes()
        (HERE / f"{name}.pdf").write_bytes(pdf)
        print(name, len(pdf))


if __name__ == "__main__":
    main(sys.argv[1:])
