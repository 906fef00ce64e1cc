#!/usr/bin/python3
"""Draw the page images of this folder, and write beside each the lines as they are printed.

Run by hand, where a text or a fault is changed; no test runs it. On Debian it needs the packages
python3-gi python3-gi-cairo gir1.2-pango-1.0 python3-pil python3-numpy
fonts-liberation fonts-dejavu-core fonts-noto-core fonts-hosny-amiri

  /usr/bin/python3 samples/images/render.py [NAME...]     all of them, or the named ones

The same packages give the same pixels: the noise has a fixed seed, the pages carry no time.
The texts and the people in them are invented. Look at every picture after a change.
"""
import os
import sys

import cairo
import gi
import numpy
from PIL import Image, ImageFilter

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
DPI = 200

# A page is a list of (kind, text). The kinds and their sizes in points are in KINDS.
ENGLISH = [
    ("masthead", "THE MOORLAND GAZETTE"),
    ("date", "Saturday, 12 October 1935 — No. 4,117 — Price Twopence"),
    ("rule", ""),
    ("headline", "Clockmaker Climbs Tower to Silence Bell That Would Not Stop"),
    ("byline", "By Edwin Garside"),
    ("body", "The great bell of the Market Hall, which is meant to strike nine at night and be done, "
             "struck four hundred and twelve times on Thursday before a man could be found who was "
             "both willing to climb to it and able to make it cease."),
    ("body", "The man was Mr. Harold Tench, clockmaker, of Mill Lane. He went up in his slippers, "
             "there being no time to look for boots, and found that a pin no longer than a finger had "
             "worn through. He stopped the hammer with his hat, which is now on view in his window."),
    ("body", "“I have asked the Council for that pin since 1931,” Mr. Tench said. “They told me that "
             "it would cost 7s. 6d., and that the bell was in no hurry.”"),
    ("body", "The Mayor, who lives across the square and had retired early with a cold, was among the "
             "first in the street. He has since promised that the matter will be placed before the "
             "Works Committee on Monday, and that a new pin will be bought without waiting for it."),
    ("body", "No one was hurt. Two horses bolted as far as the bridge, and a tea given by the "
             "Temperance League came to an end before the speeches."),
]
ARABIC = [
    ("masthead", "جريدة الضياء"),
    ("date", "السبت ١٢ تشرين الأول ١٩٣٥ — العدد ٤١٧ — السنة الثالثة"),
    ("rule", ""),
    ("headline", "قطار الجبل يتوقف ساعتين من أجل عش لقلق فوق السكة"),
    ("byline", "لمراسلنا في زحلة: نجيب الصيرفي"),
    ("body", "توقف قطار الجبل أمس ساعتين كاملتين قبل محطة المعلقة، بعد أن أبصر السائق عشا كبيرا "
             "للقلق سقط مع غصنه على السكة، وفيه ثلاثة فراخ لم ينبت ريشها بعد."),
    ("body", "ونزل السائق، واسمه أسعد المعلوف، ومعه الوقاد وعدد من الركاب، فحملوا العش على لوح من "
             "الخشب ورفعوه إلى سطح كوخ قريب. ثم انتظر الجميع حتى عادت الأم ودارت فوق الكوخ دورتين "
             "ونزلت على فراخها."),
    ("body", "وقال السائق للجريدة: «تأخر القطار مرة من أجل وزير، ومرتين من أجل الثلج، ولم يشكرني أحد. "
             "أما هذه المرة فقد صفق الركاب كلهم»."),
    ("body", "ووصل القطار إلى رياق عند الساعة ٣ والدقيقة ٢٠ بعد الظهر، ولم تفرض الشركة على السائق "
             "غرامة، بل أمرت بأن يوضع على الكوخ لوح يمنع هدمه حتى آخر الصيف."),
    ("body", "وقد زار العش منذ ذلك الحين نحو ٢٠٠ من أهالي القرى المجاورة، وباع صاحب الكوخ لهم "
             "الشاي والكعك."),
]
RUSSIAN = [
    ("masthead", "ЗАРЯ ПРИКАМЬЯ"),
    ("date", "Вторник, 19 апреля 1960 года — № 87 (2341) — Цена 20 коп."),
    ("rule", ""),
    ("headline", "Почтальон прошёл по льду тридцать вёрст, чтобы вручить одно письмо"),
    ("byline", "Н. Верещагин, наш корреспондент"),
    ("body", "Весна в этом году пришла на Каму рано, и дорогу через реку закрыли ещё в субботу. Но в "
             "сумке почтальона Степана Лузина оставалось письмо с надписью: «Передать непременно до "
             "вторника»."),
    ("body", "Степан Ильич взял шест, верёвку и буханку хлеба. По льду, который уже отошёл от берега, "
             "он добрался до деревни Верхние Сосны за девять часов. «Лёд говорил со мной всю дорогу, — "
             "вспоминает он, — и я отвечал ему вежливо»."),
    ("body", "В письме было приглашение: Анну Ведерникову, 19 лет, приняли в лесной техникум, и ответ от "
             "неё ждали не позднее 21 апреля. Ответ она написала тут же, на подоконнике."),
    ("body", "Обратно почтальон вернулся на лодке охотников. Начальник отделения связи объявил ему "
             "благодарность и строго запретил подобные прогулки впредь."),
    ("body", "Ледоход на Каме начался через два дня."),
]
MIXED = [
    ("masthead", "الندوة الأسبوعية"),
    ("masthead-small", "AL-NADWA WEEKLY"),
    ("date", "الخميس ١٧ محرم ١٤١٩ هـ الموافق ١٤ مايو ١٩٩٨ م"),
    ("date", "Thursday 14 May 1998 — No. 212 — العدد ٢١٢"),
    ("rule", ""),
    ("headline", "سوق الكتب القديمة يعود إلى مكانه بعد 9 سنوات"),
    ("byline", "كتبت: سلمى الجابري"),
    ("body", "عاد باعة الكتب القديمة صباح أمس إلى الرصيف الشرقي من السوق بعد غياب دام 9 سنوات، وفرشوا "
             "بضاعتهم على ٦٤ طاولة من الخشب صنعها لهم نجارو الحي بلا أجر."),
    ("body", "وكان أول كتاب بيع في الافتتاح نسخة من كتاب Gulliver’s Travels طبعت في London عام 1912، "
             "واشتراها تلميذ في الثانية عشرة بمبلغ ٣ دنانير جمعها في شهرين."),
    ("body", "وقال شيخ الباعة، الحاج ياسين الكتبي، البالغ من العمر ٨١ عاما: «كنا نظن أن الناس نسونا، فإذا "
             "هم ينتظروننا عند الباب قبل شروق الشمس»."),
    ("body", "ويفتح السوق أبوابه كل خميس وجمعة من الساعة 8:30 إلى الساعة ١٣:٠٠، وتبلغ أجرة الطاولة "
             "نصف دينار في اليوم، تذهب إلى صندوق لترميم الكتب النادرة."),
]
PERSIAN = [
    ("masthead", "روزنامهٔ کاروان"),
    ("date", "دوشنبه ۱۲ مهر ۱۳۴۴ — شمارهٔ ۲۶۰ — تک‌شماره ۲ ریال"),
    ("rule", ""),
    ("headline", "معلم روستا کتابخانه را بر پشت شتر به کوه برد"),
    ("byline", "از خبرنگار ما در کرمان"),
    ("body", "آقای حبیب راوری، معلم سی‌ساله‌ای که در روستاهای شمال کرمان درس می‌دهد، از آغاز مهرماه "
             "کتابخانه‌ای ساخته است که راه می‌رود: دو صندوق چوبی، صد و چهل جلد کتاب و یک شتر پیر."),
    ("body", "هر هفته در پنج آبادی می‌ماند و هر کتاب را در برابر یک امضا امانت می‌دهد. آنان که نوشتن "
             "نمی‌دانند، انگشت می‌زنند؛ و او می‌گوید تا نوروز دیگر کسی انگشت نخواهد زد."),
    ("body", "پرسیدیم کدام کتاب بیشتر خواننده دارد. گفت: «شاهنامه را پیران می‌خواهند، جغرافیا را کودکان. "
             "شتر هم تا امروز دو صفحه از یک کتاب حساب را خورده است.»"),
    ("body", "ادارهٔ فرهنگ قول داده است که تا پایان سال ۶۰ جلد کتاب تازه و یک شتر جوان بفرستد."),
]

# kind: (size in points, bold, italic, space after in points, alignment)
KINDS = {
    "masthead": (24, True, False, 4, "center"),
    "masthead-small": (15, True, False, 6, "center"),
    "date": (9.5, False, False, 6, "center"),
    "headline": (19, True, False, 8, "center"),
    "byline": (10.5, False, True, 8, "center"),
    "body": (11.5, False, False, 6, "justify"),
}


def draw(page, font, rtl=False, dpi=DPI, width_inches=5.6, margin_inches=0.45, language="en"):
    """The page as a grey image, and its lines as text: an empty line between two pieces."""
    width, margin, scale = round(width_inches * dpi), round(margin_inches * dpi), dpi / 72
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, round(12 * dpi))
    ink = cairo.Context(surface)
    ink.set_source_rgb(1, 1, 1)
    ink.paint()
    ink.set_source_rgb(0, 0, 0)
    y, printed = float(margin), []
    for kind, text in page:
        if kind == "rule":
            ink.rectangle(margin, round(y), width - 2 * margin, max(2, round(dpi / 100)))
            ink.fill()
            y += 10 * scale
            continue
        size, bold, italic, after, align = KINDS[kind]
        layout = PangoCairo.create_layout(ink)
        context = layout.get_context()
        options = cairo.FontOptions()
        options.set_antialias(cairo.ANTIALIAS_GRAY)
        options.set_hint_style(cairo.HINT_STYLE_NONE)
        options.set_hint_metrics(cairo.HINT_METRICS_OFF)
        PangoCairo.context_set_font_options(context, options)
        PangoCairo.context_set_resolution(context, dpi)
        context.set_base_dir(Pango.Direction.RTL if rtl else Pango.Direction.LTR)
        context.set_language(Pango.Language.from_string(language))
        description = Pango.FontDescription.from_string(font)
        description.set_size(round(size * Pango.SCALE))
        description.set_weight(Pango.Weight.BOLD if bold else Pango.Weight.NORMAL)
        # Arabic is not set in italics.
        description.set_style(Pango.Style.ITALIC if italic and not rtl else Pango.Style.NORMAL)
        layout.set_font_description(description)
        layout.set_width((width - 2 * margin) * Pango.SCALE)
        start = Pango.Alignment.RIGHT if rtl else Pango.Alignment.LEFT
        layout.set_alignment(Pango.Alignment.CENTER if align == "center" else start)
        if align == "justify":
            layout.set_justify(True)
            layout.set_indent(round(14 * scale * Pango.SCALE))
        layout.set_text(text, -1)
        assert layout.get_unknown_glyphs_count() == 0, (font, text)
        ink.move_to(margin, y)
        PangoCairo.show_layout(ink, layout)
        raw = text.encode()
        lines = [raw[line.start_index:line.start_index + line.length].decode().strip()
                 for line in layout.get_lines_readonly()]
        printed.append("\n".join(lines))
        y += layout.get_pixel_size()[1] + after * scale
    height = round(y + margin)
    grid = numpy.ndarray((surface.get_height(), surface.get_stride() // 4, 4), numpy.uint8,
                         surface.get_data())
    # Sixteen greys are enough for the edge of a letter, and keep the files small.
    grey = grid[:height, :width, 0].astype(float)
    return Image.fromarray((numpy.round(grey / 17) * 17).astype(numpy.uint8)), "\n\n".join(printed) + "\n"


def skew(image, degrees):
    return image.rotate(degrees, Image.BICUBIC, expand=True, fillcolor=255)


def salt(image, share, seed):
    """White specks in the ink and black ones on the paper, single pixels."""
    grid, dice = numpy.array(image), numpy.random.RandomState(seed).random_sample(image.size[::-1])
    grid[dice < share / 2] = 0
    grid[dice > 1 - share / 2] = 255
    return Image.fromarray(grid)


def contrast(image, dark, light):
    """Ink no darker than `dark`, paper no lighter than `light`."""
    return image.point(lambda value: round(dark + (light - dark) * value / 255))


def grain(image, strength, seed):
    grid = numpy.array(image).astype(float)
    grid += numpy.random.RandomState(seed).standard_normal(grid.shape) * strength
    return Image.fromarray(numpy.clip(numpy.round(grid), 0, 255).astype(numpy.uint8))


def shade(image):
    """A shadow that falls from the left edge, as beside the fold of a bound volume."""
    grid = numpy.array(image).astype(float)
    fall = 1 - 0.45 * numpy.exp(-numpy.arange(grid.shape[1]) / (0.12 * grid.shape[1]))
    return Image.fromarray(numpy.round(grid * fall).astype(numpy.uint8))


def paper(image):
    """Brown ink on yellowed paper, in colour."""
    grid = numpy.array(image).astype(float)[..., None] / 255
    low, high = numpy.array([62, 44, 30.0]), numpy.array([232, 214, 176.0])
    return Image.fromarray(numpy.round(low + (high - low) * grid).astype(numpy.uint8))


def png(image, name):
    image.save(f"{HERE}/{name}.png", optimize=True, dpi=(DPI, DPI))


def jpeg(image, name, quality):
    image.save(f"{HERE}/{name}.jpg", quality=quality, optimize=True, dpi=(DPI, DPI))


def tiff(images, name, dpi):
    bilevel = [image.point(lambda value: 255 * (value > 127)).convert("1") for image in images]
    bilevel[0].save(f"{HERE}/{name}.tif", compression="group4", save_all=True,
                    append_images=bilevel[1:], dpi=(dpi, dpi))


def en_clean():
    image, text = draw(ENGLISH, "Liberation Serif")
    png(image, "en-clean")
    return text


def ar_clean():
    image, text = draw(ARABIC, "Noto Naskh Arabic", rtl=True, language="ar")
    png(image, "ar-clean")
    return text


def ru_clean():
    image, text = draw(RUSSIAN, "Noto Serif", language="ru")
    png(image, "ru-clean")
    return text


def en_skewed_salt():
    image, text = draw(ENGLISH, "DejaVu Serif Condensed", width_inches=5.2)
    png(salt(skew(image, 1.5), 0.006, 1), "en-skewed-salt")
    return text


def ar_blurred():
    image, text = draw(ARABIC, "Noto Naskh Arabic", rtl=True, language="ar")
    jpeg(image.filter(ImageFilter.GaussianBlur(1.3)), "ar-blurred", 45)
    return text


def ru_low_contrast():
    image, text = draw(RUSSIAN, "Liberation Serif", language="ru")
    pale = grain(contrast(image, 138, 205), 4, 2)
    pale.save(f"{HERE}/ru-low-contrast.webp", quality=60, method=6)
    return text


def ar_en_two_digit_sets():
    image, text = draw(MIXED, "Amiri", rtl=True, language="ar")
    png(image, "ar-en-two-digit-sets")
    return text


def ar_en_two_digit_sets_shadow():
    image, text = draw(MIXED, "Noto Naskh Arabic", rtl=True, language="ar")
    worn = shade(grain(skew(image, -0.7).filter(ImageFilter.GaussianBlur(0.8)), 9, 3))
    jpeg(worn, "ar-en-two-digit-sets-shadow", 50)
    return text


def fa_yellowed():
    image, text = draw(PERSIAN, "Amiri", rtl=True, language="fa")
    paper(image.filter(ImageFilter.GaussianBlur(0.6))).save(
        f"{HERE}/fa-yellowed.jp2", quality_mode="rates", quality_layers=[40], irreversible=True)
    return text


def en_ar_two_pages():
    dpi = 240
    first, english = draw(ENGLISH, "Liberation Serif", dpi=dpi)
    second, arabic = draw(ARABIC, "Amiri", rtl=True, dpi=dpi, language="ar")
    tiff([first, second], "en-ar-two-pages", dpi)
    return english + "\f" + arabic


PAGES = [en_clean, ar_clean, ru_clean, en_skewed_salt, ar_blurred, ru_low_contrast,
         ar_en_two_digit_sets, ar_en_two_digit_sets_shadow, fa_yellowed, en_ar_two_pages]

if __name__ == "__main__":
    for make in PAGES:
        stem = make.__name__.replace("_", "-")
        if not sys.argv[1:] or stem in sys.argv[1:]:
            with open(f"{HERE}/{stem}.txt", "w", encoding="utf-8", newline="\n") as out:
                out.write(make())
