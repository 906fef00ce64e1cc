#include "plugin/write/ink.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "plugin/ocr/box.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/ocr_kinds.h"
#include "plugin/text/known_mean.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Most of its letters are; by their scripts, not by their blocks as in plugin/ocr/script.h.
bool RunsRightToLeft(std::string_view text) {
  std::size_t right = 0, letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t value = NextCodePoint(text, i);
    if (!IsLetter(value)) continue;
    right += IsRightToLeft(ScriptOf(value));
    ++letters;
  }
  return right * 2 > letters;
}

// The part of a word's box in which [begin, end) of its text stands.
Box PartOf(const Word& word, std::string_view recognized, Span part) {
  const std::string_view text = recognized.substr(word.at.begin, word.at.size());
  const auto all = static_cast<std::int64_t>(CountCodePoints(text));
  const auto share = [&](std::uint32_t at) {
    const auto before =
        static_cast<std::int64_t>(CountCodePoints(text.substr(0, at - word.at.begin)));
    return static_cast<std::int32_t>(all == 0 ? 0 : word.box.width * before / all);
  };
  const std::int32_t from = share(part.begin), to = share(part.end);
  Box box = word.box;
  box.x = RunsRightToLeft(text) ? word.box.x + word.box.width - to : word.box.x + from;
  box.width = to - from;
  return box;
}

class LineMaker {
 public:
  // Words [first, last) of the page are those of the line.
  LineMaker(const Page& page, std::size_t first, std::size_t last)
      : page_(page), first_(first), last_(last), tokens_(last - first), placed_(last - first) {}

  std::vector<InkWord> Make(const Line& line) && {
    const std::string_view text = page_.Bytes(line);
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      while (end < text.size()) {
        std::size_t next = end;
        if (IsSpace(NextCodePoint(text, next))) break;
        end = next;
      }
      if (end > i) AddToken(text.substr(i, end - i), line.at.begin + i);
      i = end;
      if (i < text.size()) NextCodePoint(text, i);
    }
    PlaceTokens();
    AddTheRest();
    return std::move(words_);
  }

 private:
  // What a token has of a word as it was recognized.
  struct Piece {
    std::size_t token;
    std::size_t word;
    Span part;
  };

  void AddToken(std::string_view text, std::size_t at) {
    for (const Span& span : page_.text.Origin(at, at + text.size())) {
      for (std::size_t i = FirstBehind(span.begin); i < last_; ++i) {
        const Span& word = page_.words[i].at;
        if (word.begin >= span.end) break;
        const Span part{std::max(span.begin, word.begin), std::min(span.end, word.end)};
        const bool again =
            !pieces_.empty() && pieces_.back().token == words_.size() && pieces_.back().word == i;
        if (again) {
          pieces_.back().part.end = part.end;
        } else {
          pieces_.push_back({words_.size(), i, part});
          ++tokens_[i - first_];
        }
      }
    }
    words_.push_back({std::string(text), {}, {}});
  }

  // A word that is in one token gives all of its box, whatever was dropped at its ends.
  void PlaceTokens() {
    std::size_t piece = 0;
    for (std::size_t token = 0; token < words_.size(); ++token) {
      InkWord& made = words_[token];
      const std::size_t begin = piece;
      KnownMean<float> sure;
      for (; piece < pieces_.size() && pieces_[piece].token == token; ++piece) {
        const auto [of_token, i, part] = pieces_[piece];
        const Word& word = page_.words[i];
        const bool whole = tokens_[i - first_] == 1;
        const Box box = whole ? word.box : PartOf(word, page_.recognized, part);
        const Span said = whole ? word.at : part;
        made.box = piece == begin ? box : Union(made.box, box);
        if (piece > begin) made.original += ' ';
        made.original += page_.recognized.substr(said.begin, said.size());
        sure.Add(word.confidence);
        if (placed_[i - first_]) continue;
        placed_[i - first_] = true;
        AddAlternatives(i, made);
      }
      made.confidence = sure.value();
      if (piece == begin && token > 0) {  // put in: it stands where the word before it does
        made.box = {words_[token - 1].box.x, words_[token - 1].box.y, 0, 0};
      }
    }
  }

  // The first word that ends behind `begin`.
  std::size_t FirstBehind(std::uint32_t begin) const {
    const std::span<const Word> words = std::span(page_.words).subspan(first_, last_ - first_);
    const auto found =
        std::ranges::upper_bound(words, begin, {}, [](const Word& word) { return word.at.end; });
    return first_ + static_cast<std::size_t>(found - words.begin());
  }

  void AddTheRest() {
    for (std::size_t i = first_; i < last_; ++i) {
      if (tokens_[i - first_] > 0) continue;
      const Word& word = page_.words[i];
      words_.push_back(
          {{}, page_.recognized.substr(word.at.begin, word.at.size()), word.box, word.confidence});
      AddAlternatives(i, words_.back());
    }
  }

  // Readings of letters stay with them where the word is what it was, else they are of the word.
  void AddAlternatives(std::size_t i, InkWord& made) const {
    const Span at = page_.words[i].at;
    const std::string was = page_.recognized.substr(at.begin, at.size());
    const auto whole = static_cast<std::uint32_t>(made.text.size());
    const auto word = static_cast<std::uint32_t>(i);
    auto found = std::ranges::lower_bound(page_.alternatives, word, {}, &Alternative::word);
    for (; found != page_.alternatives.end() && found->word == word; ++found) {
      const Alternative& one = *found;
      const Span part{one.at.begin - at.begin, one.at.end - at.begin};
      OcrAlternative kept{{0, whole}, one.text, one.confidence, one.purpose};
      if (part.size() == at.size() && part.begin == 0) {
        made.alternatives.push_back(std::move(kept));
      } else if (made.text == was) {
        kept.at = part;
        made.alternatives.push_back(std::move(kept));
      } else if (was.substr(part.begin, part.size()) != one.text) {
        kept.text = was.substr(0, part.begin) + one.text + was.substr(part.end);
        made.alternatives.push_back(std::move(kept));
      }
    }
  }

  const Page& page_;
  std::size_t first_;
  std::size_t last_;
  std::vector<std::uint32_t> tokens_;  // of each word of the line, in how many it is
  std::vector<bool> placed_;           // whether its alternatives stand with one of them
  std::vector<Piece> pieces_;
  std::vector<InkWord> words_;
};

// XML has no control characters, whoever recognized them.
void Escape(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(text, i);
    const bool allowed = value == '\t' || value == '\n' ||
                         (value >= 0x20 && value != 0x7F && (value & 0xFFFE) != 0xFFFE);
    switch (value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += allowed ? text.substr(begin, i - begin) : std::string_view("\xEF\xBF\xBD");
    }
  }
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  Escape(text, escaped);
  return escaped;
}

std::string Corners(const Box& box) {
  return std::to_string(box.x) + ' ' + std::to_string(box.y) + ' ' +
         std::to_string(box.x + box.width) + ' ' + std::to_string(box.y + box.height);
}

std::string Place(const Box& box) {
  return " HPOS=\"" + std::to_string(box.x) + "\" VPOS=\"" + std::to_string(box.y) + "\" WIDTH=\"" +
         std::to_string(box.width) + "\" HEIGHT=\"" + std::to_string(box.height) + "\"";
}

int Hundredths(float value) { return static_cast<int>(value * 100 + 0.5F); }
std::string Decimal(int hundredths) {
  return std::to_string(hundredths / 100) + '.' + std::to_string(100 + hundredths % 100).substr(1);
}

// Two digits, without the noise of floating point.
std::string Share(float value) {
  const int hundredths = static_cast<int>(std::clamp(value, 0.0F, 1.0F) * 100 + 0.5F);
  if (hundredths == 100) return "1";
  return std::string("0.") + static_cast<char>('0' + hundredths / 10) +
         static_cast<char>('0' + hundredths % 10);
}

std::size_t EndOfCharacter(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  NextCodePoint(text, end);
  return end;
}

bool IsOfLetters(const InkWord& word, const OcrAlternative& one) {
  return one.at.size() < word.text.size();
}

// hOCR: the word and what else it may be, as "alternatives"; the readings of its letters as
// Tesseract writes them.
void AddHocrWord(const InkWord& word, std::string& out) {
  const auto choice = [&](std::string_view text, float confidence) {
    out += "<span class=\"ocrx_cinfo\"";
    if (confidence >= 0) out += " title=\"x_confs " + Decimal(Hundredths(confidence * 100)) + "\"";
    out += '>' + Escaped(text) + "</span>";
  };
  bool any = false;
  for (const OcrAlternative& one : word.alternatives) {
    if (IsOfLetters(word, one) || one.purpose == "original") continue;
    if (!any)
      out += "<span class=\"alternatives\"><ins class=\"alt\">" + Escaped(word.text) + "</ins>";
    any = true;
    out += "<del class=\"alt\"";
    if (one.confidence >= 0) {
      const double nlp = -std::log(std::max(1e-4, static_cast<double>(one.confidence)));
      out += " title=\"nlp " + Decimal(static_cast<int>(nlp * 100 + 0.5)) + '"';
    }
    if (!one.purpose.empty()) out += " data-purpose=\"" + Escaped(one.purpose) + '"';
    out += '>' + Escaped(one.text) + "</del>";
  }
  out += any ? "</span>" : Escaped(word.text);
  for (std::size_t i = 0; i < word.alternatives.size();) {
    const OcrAlternative& first = word.alternatives[i];
    if (!IsOfLetters(word, first)) {
      ++i;
      continue;
    }
    const std::string letter = word.text.substr(first.at.begin, first.at.size());
    out += "<span class=\"ocrx_cinfo\">";
    if (first.text != letter) choice(letter, -1);
    for (; i < word.alternatives.size() && word.alternatives[i].at == first.at; ++i) {
      choice(word.alternatives[i].text, word.alternatives[i].confidence);
    }
    out += "</span>";
  }
}

// ALTO: what else the word may be, and its letters where the file said something of one.
void AddAltoWord(const InkWord& word, std::string& out) {
  constexpr std::size_t kLongestVariant = 3;  // code points
  const auto alternative = [&](std::string_view text, std::string_view purpose) {
    out += "<ALTERNATIVE";
    if (!purpose.empty()) out += " PURPOSE=\"" + Escaped(purpose) + '"';
    out += '>' + Escaped(text) + "</ALTERNATIVE>";
  };
  const auto is_letter = [&](const OcrAlternative& one) {
    return IsOfLetters(word, one) && CountCodePoints(one.text) <= kLongestVariant &&
           EndOfCharacter(word.text, one.at.begin) == one.at.end;
  };
  bool letters = false;
  for (const OcrAlternative& one : word.alternatives) {
    if (is_letter(one)) {
      letters = true;
    } else if (!IsOfLetters(word, one)) {
      alternative(one.text, one.purpose);
    } else if (word.text.compare(one.at.begin, one.at.size(), one.text) != 0) {
      alternative(word.text.substr(0, one.at.begin) + one.text + word.text.substr(one.at.end),
                  one.purpose);
    }
  }
  std::size_t next = 0;
  for (std::size_t i = 0; letters && i < word.text.size();) {
    const std::size_t end = EndOfCharacter(word.text, i);
    const std::string letter = word.text.substr(i, end - i);
    std::string variants, sure;
    for (; next < word.alternatives.size(); ++next) {
      const OcrAlternative& one = word.alternatives[next];
      if (!is_letter(one)) continue;
      if (one.at.begin > i) break;
      if (one.at.begin < i) continue;
      const std::string share = one.confidence < 0 ? std::string() : Share(one.confidence);
      if (one.text == letter) {
        if (!share.empty()) sure = " GC=\"" + share + '"';
        continue;
      }
      variants += "<Variant CONTENT=\"" + Escaped(one.text) + '"';
      if (!share.empty()) variants += " VC=\"" + share + '"';
      variants += "/>";
    }
    out += "<Glyph CONTENT=\"" + Escaped(letter) + '"' + sure + (variants.empty() ? "/>" : ">");
    if (!variants.empty()) out += variants + "</Glyph>";
    i = end;
  }
}

const std::string& ImageName(const Page& page) {
  return page.image_name.empty() ? page.source->name : page.image_name;
}

Box BoxOf(const std::vector<InkLine>& lines, std::size_t first, std::size_t last) {
  Box box = lines[first].box;
  for (std::size_t i = first; i < last; ++i) box = Union(box, lines[i].box);
  return box;
}

std::size_t EndOfParagraph(const std::vector<InkLine>& lines, std::size_t first) {
  std::size_t last = first + 1;
  while (last < lines.size() && lines[last].paragraph == lines[first].paragraph) ++last;
  return last;
}

std::string TagOf(std::string_view kind) { return "kind_" + std::string(kind); }

}  // namespace

std::vector<InkLine> InkLinesOf(const Page& page) {
  std::vector<InkLine> lines;
  std::size_t word = 0;
  std::uint32_t end = 0;  // of the line, in the recognized text
  for (std::size_t i = 0; i < page.hints.size() && i < page.lines.size(); ++i) {
    const std::size_t feed = page.recognized.find('\n', end);
    end = static_cast<std::uint32_t>(std::min(feed, page.recognized.size()) + 1);
    const std::size_t first = word;
    while (word < page.words.size() && page.words[word].at.end < end) ++word;
    const Hints& hints = page.hints[i];
    InkLine line{LineMaker(page, first, word).Make(page.lines[i]),
                 hints.box,
                 hints.type_size,
                 hints.paragraph,
                 RunsRightToLeft(page.Bytes(page.lines[i])),
                 KindOfInside(hints.own)};
    if (line.words.empty()) continue;
    // Some programs cut the line's box to its letters without stems.
    for (const InkWord& made : line.words) line.box = Union(line.box, made.box);
    lines.push_back(std::move(line));
  }
  return lines;
}

InkDocument::InkDocument(std::string_view format, InkOptions options, std::string& out)
    : alto_(format == "alto"), options_(options), out_(out) {}

std::string InkDocument::Id(std::string_view kind) {
  std::uint32_t& count = kind == "block" ? blocks_ : kind == "line" ? lines_ : words_;
  return std::string(kind) + '_' + std::to_string(pages_) + '_' + std::to_string(++count);
}

void InkDocument::Add(const Page& page) {
  const std::vector<InkLine> lines = InkLinesOf(page);
  ++pages_;
  blocks_ = lines_ = words_ = 0;
  alto_ ? AddAlto(page, lines) : AddHocr(page, lines);
}

// What the word was before the repairs, or before those of whoever wrote the file.
std::string_view InkDocument::OriginalOf(const InkWord& word) const {
  if (options_.keep_original && word.original != word.text) return word.original;
  const auto said =
      std::ranges::find(word.alternatives, std::string_view("original"), &OcrAlternative::purpose);
  return said == word.alternatives.end() ? std::string_view() : said->text;
}

void InkDocument::AddHocr(const Page& page, const std::vector<InkLine>& lines) {
  if (pages_ == 1) {
    out_ += R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content=")";
    Escape(page.recognizer, out_);
    out_ += R"("/>
  <meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf"/>
 </head>
 <body>
)";
  }
  out_ +=
      "  <div class=\"ocr_page\" id=\"page_" + std::to_string(pages_) + "\" title=\"image &quot;";
  // A quotation mark would end the name.
  std::string name = ImageName(page);
  std::ranges::replace(name, '"', '\'');
  Escape(name, out_);
  out_ +=
      "&quot;; bbox " + Corners(page.image) + "; ppageno " + std::to_string(pages_ - 1) + "\">\n";
  for (std::size_t first = 0; first < lines.size();) {
    const std::size_t last = EndOfParagraph(lines, first);
    const std::string box = Corners(BoxOf(lines, first, last));
    const std::string id = Id("block");
    out_ += "   <div class=\"ocr_carea\" id=\"" + id + "\" title=\"bbox " + box + "\">\n";
    out_ += "    <p class=\"ocr_par\" id=\"par_" + id.substr(6) + "\" title=\"bbox " + box + "\"" +
            (lines[first].right_to_left ? " dir=\"rtl\"" : "") + ">\n";
    for (; first < last; ++first) {
      const InkLine& line = lines[first];
      out_ += "     <span class=\"ocr_line\" id=\"" + Id("line") + "\" title=\"bbox " +
              Corners(line.box);
      if (line.letter_height > 0) {
        const int letter = Hundredths(line.letter_height);
        const int above = static_cast<int>(letter * kStemAbove);
        const int below = static_cast<int>(letter * kStemBelow);
        const int all = letter + above + below;
        out_ += "; x_size " + Decimal(all) + "; x_descenders " + Decimal(below) + "; x_ascenders " +
                Decimal(above);
      }
      // Classes of kinds are not read by all; an engine's own properties begin with x_.
      if (!line.kind.empty()) out_ += "; " + std::string(kHocrKind) + ' ' + std::string(line.kind);
      out_ += "\">\n";
      for (const InkWord& word : line.words) {
        out_ += "      <span class=\"ocrx_word\" id=\"" + Id("word") + "\" title=\"bbox " +
                Corners(word.box);
        if (word.confidence >= 0) {
          const int percent = static_cast<int>(word.confidence * 100 + 0.5F);
          out_ += "; x_wconf " + std::to_string(percent);
        }
        out_ += '"';
        if (const std::string_view original = OriginalOf(word); !original.empty()) {
          out_ += " data-original=\"" + Escaped(original) + "\"";
        }
        out_ += '>';
        AddHocrWord(word, out_);
        out_ += "</span>\n";
      }
      out_ += "     </span>\n";
    }
    out_ += "    </p>\n   </div>\n";
  }
  out_ += "  </div>\n";
}

void InkDocument::AddAlto(const Page& page, const std::vector<InkLine>& lines) {
  if (pages_ == 1) {
    out_ += R"(<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
  <sourceImageInformation>
   <fileName>)";
    Escape(ImageName(page), out_);
    out_ += "</fileName>\n  </sourceImageInformation>\n";
    if (!page.recognizer.empty()) {
      out_ += "  <Processing ID=\"processing_1\">\n   <processingSoftware>\n    <softwareName>" +
              Escaped(page.recognizer) +
              "</softwareName>\n   </processingSoftware>\n  </Processing>\n";
    }
    out_ += " </Description>\n";
    // Tags stand before all pages, which come one after the other.
    if (OcrFormatOfMediaType(page.source->media_type) != Format::kAuto) {
      out_ += " <Tags>\n";
      for (const std::string_view kind : kOcrKinds) {
        out_ += "  <LayoutTag ID=\"" + TagOf(kind) + "\" LABEL=\"" + std::string(kind) + "\"/>\n";
      }
      out_ += " </Tags>\n";
    }
    out_ += " <Layout>\n";
  }
  const std::string number = std::to_string(pages_);
  out_ += "  <Page ID=\"page_" + number + "\" PHYSICAL_IMG_NR=\"" + number + "\" WIDTH=\"" +
          std::to_string(page.image.width) + "\" HEIGHT=\"" + std::to_string(page.image.height) +
          "\">\n   <PrintSpace" + Place(page.image) + ">\n";
  for (std::size_t first = 0; first < lines.size();) {
    const std::size_t last = EndOfParagraph(lines, first);
    out_ += "    <TextBlock ID=\"" + Id("block") + "\"" + Place(BoxOf(lines, first, last)) + ">\n";
    for (; first < last; ++first) {
      const InkLine& line = lines[first];
      out_ += "     <TextLine ID=\"" + Id("line") + "\"" + Place(line.box);
      if (!line.kind.empty()) out_ += " TAGREFS=\"" + TagOf(line.kind) + '"';
      out_ += ">\n";
      for (const InkWord& word : line.words) {
        if (&word != &line.words.front()) out_ += "      <SP/>\n";
        out_ += "      <String ID=\"" + Id("word") + "\"" + Place(word.box) + " CONTENT=\"" +
                Escaped(word.text) + '"';
        if (word.confidence >= 0) out_ += " WC=\"" + Share(word.confidence) + '"';
        const bool changed = options_.keep_original && word.original != word.text;
        if (!changed && word.alternatives.empty()) {
          out_ += "/>\n";
          continue;
        }
        out_ += '>';
        if (changed) {
          out_ += "<ALTERNATIVE PURPOSE=\"original\">" + Escaped(word.original) + "</ALTERNATIVE>";
        }
        AddAltoWord(word, out_);
        out_ += "</String>\n";
      }
      out_ += "     </TextLine>\n";
    }
    out_ += "    </TextBlock>\n";
  }
  out_ += "   </PrintSpace>\n  </Page>\n";
}

void InkDocument::Finish() {
  if (pages_ == 0) return;
  out_ += alto_ ? " </Layout>\n</alto>\n" : " </body>\n</html>\n";
}

}  // namespace warraq
