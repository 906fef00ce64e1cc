#include "plugin/read/pdf_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "plugin/read/pdf_tokens.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kMostGlyphs = 500'000;  // of a page
constexpr std::size_t kMostOperators = 20'000'000;
constexpr std::size_t kMostBytes = std::size_t{256}
                                   << 20;   // of streams, as often as they are shown
constexpr std::size_t kMostStates = 256;    // saved by q
constexpr int kFormDepth = 12;              // forms in forms
constexpr std::size_t kMostForms = 4096;    // shown on a page
constexpr std::size_t kMostLooks = 50'000;  // for what has a name
constexpr std::size_t kMostStreams = 8192;  // asked for at once
constexpr double kLargest = 20'000;         // points; PDF itself allows 14,400

// Towards 0; what no page says in earnest is cut.
int WholeOf(double value) { return static_cast<int>(std::clamp(value, -1e6, 1e6)); }

struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
  // This one first, then `next`.
  Matrix Then(const Matrix& next) const {
    return {a * next.a + b * next.c,          a * next.b + b * next.d,
            c * next.a + d * next.c,          c * next.b + d * next.d,
            e * next.a + f * next.c + next.e, e * next.b + f * next.d + next.f};
  }
};

Matrix MatrixOf(const std::vector<double>& numbers) {
  if (numbers.size() < 6) return {};
  return {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
}

struct Sheet {
  double width = 0, height = 0;
  Matrix upright;  // from the page's own space
};

Sheet SheetOf(const PdfObjects& objects, PdfValue page) {
  std::vector<double> box = objects.Numbers(page, "/CropBox");
  if (box.size() < 4) box = objects.Numbers(page, "/MediaBox");
  if (box.size() < 4) box = {0, 0, 612, 792};
  const double left = std::min(box[0], box[2]), right = std::max(box[0], box[2]);
  const double bottom = std::min(box[1], box[3]), top = std::max(box[1], box[3]);
  Sheet sheet;
  sheet.width = std::clamp(right - left, 1.0, kLargest);
  sheet.height = std::clamp(top - bottom, 1.0, kLargest);
  sheet.upright = {1, 0, 0, -1, -left, top};
  const int turns = WholeOf(objects.Number(page, "/Rotate", 0) / 90) & 3;
  for (int i = 0; i < turns; ++i) {  // clockwise
    sheet.upright = sheet.upright.Then({0, 1, -1, 0, sheet.height, 0});
    std::swap(sheet.width, sheet.height);
  }
  return sheet;
}

struct TextState {
  const PdfFont* font = nullptr;
  double size = 0, letter_space = 0, word_space = 0, scale = 1, leading = 0, rise = 0;
  int mode = 0;
};
struct State {
  Matrix matrix;
  TextState text;
};

std::vector<std::string> ContentsOf(const PdfObjects& objects, PdfValue page) {
  std::vector<std::string> streams;
  std::string one = objects.StreamReference(page, "/Contents");
  if (!one.empty()) return {std::move(one)};
  const auto list = objects.Get(page, "/Contents");
  simdjson::dom::array items;
  if (!list || list->get(items) != simdjson::SUCCESS) return streams;
  for (const PdfValue item : items) {
    const std::string_view reference = PdfString(item);
    if (objects.IsStream(reference)) streams.emplace_back(reference);
  }
  return streams;
}

// UTF-8 of a text string (7.9.2.2): UTF-16 with its mark, UTF-8 with its, or Latin.
std::string TextString(std::string_view bytes) {
  std::string text;
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  const bool wide = bytes.starts_with("\xFE\xFF");
  for (std::size_t i = wide ? 2 : 0; i < bytes.size(); ++i) {
    char32_t value = static_cast<unsigned char>(bytes[i]);
    if (wide) {
      if (++i == bytes.size()) break;
      value = value << 8 | static_cast<unsigned char>(bytes[i]);
      if (value >= 0xD800 && value < 0xE000) continue;  // no letter that is looked for
    }
    if (value != 0) AppendUtf8(text, value);
  }
  return text;
}

class Interpreter {
 public:
  Interpreter(const PdfObjects& objects, PdfFonts& fonts) : objects_(objects), fonts_(fonts) {}

  PdfContent Read(PdfValue page) {
    const Sheet sheet = SheetOf(objects_, page);
    content_.width = sheet.width, content_.height = sheet.height;
    state_.matrix = sheet.upright;
    std::string stream;  // its parts are one stream, cut anywhere between tokens
    for (const std::string& part : ContentsOf(objects_, page)) {
      stream.append(objects_.Data(part)).push_back('\n');
    }
    Run(stream, objects_.Get(page, "/Resources"), 0);
    return std::move(content_);
  }

 private:
  // Text that stands for what is shown until its mark ends.
  struct Marked {
    bool replaces = false;
    std::string text;
    std::size_t glyph = 0;  // that says it, from 1; 0 until there is one
  };

  void Run(std::string_view stream, std::optional<PdfValue> resources, int depth) {
    bytes_ += stream.size();
    content_.cut |= bytes_ > kMostBytes;
    if (content_.cut) return;
    PdfTokens tokens(stream);
    // A form gives back what it saved, and cannot take what it did not save.
    const std::size_t floor = floor_;
    floor_ = states_.size();
    for (std::string_view name = tokens.Next(); !name.empty(); name = tokens.Next()) {
      if (++operators_ > kMostOperators || content_.glyphs.size() >= kMostGlyphs) {
        content_.cut = true;
        break;
      }
      Apply(name, tokens.operands(), resources, depth);
    }
    states_.resize(floor_);
    floor_ = floor;
  }

  static double At(const std::vector<PdfOperand>& operands, std::size_t i) {
    return i < operands.size() ? operands[i].number : 0;
  }

  void Apply(std::string_view name, const std::vector<PdfOperand>& operands,
             const std::optional<PdfValue>& resources, int depth) {
    const auto number = [&](std::size_t i) { return At(operands, i); };
    TextState& text = state_.text;
    if (name == "q") {
      if (states_.size() < kMostStates) states_.push_back(state_);
    } else if (name == "Q") {
      if (states_.size() > floor_) state_ = states_.back(), states_.pop_back();
    } else if (name == "cm") {
      state_.matrix = Matrix{number(0), number(1), number(2), number(3), number(4), number(5)}.Then(
          state_.matrix);
    } else if (name == "BT") {
      line_ = at_ = {};
    } else if (name == "Tf") {
      if (operands.size() >= 2) SetFont(operands[operands.size() - 2].text, resources);
      text.size = operands.empty() ? 0 : operands.back().number;
    } else if (name == "Tc") {
      text.letter_space = number(0);
    } else if (name == "Tw") {
      text.word_space = number(0);
    } else if (name == "Tz") {
      text.scale = number(0) / 100;
    } else if (name == "TL") {
      text.leading = number(0);
    } else if (name == "Ts") {
      text.rise = number(0);
    } else if (name == "Tr") {
      text.mode = WholeOf(number(0));
    } else if (name == "Do") {
      if (!operands.empty()) ShowObject(operands[0].text, resources, depth);
    } else if (name == "BMC" || name == "BDC") {
      Mark(operands, resources);
    } else if (name == "EMC") {
      if (!marked_.empty()) marked_.pop_back();
    } else {
      ApplyText(name, operands);
    }
  }

  void ApplyText(std::string_view name, const std::vector<PdfOperand>& operands) {
    const auto number = [&](std::size_t i) { return At(operands, i); };
    TextState& text = state_.text;
    if (name == "Td" || name == "TD") {
      if (name == "TD") text.leading = -number(1);
      MoveLine(number(0), number(1));
    } else if (name == "Tm") {
      line_ = at_ = {number(0), number(1), number(2), number(3), number(4), number(5)};
    } else if (name == "T*") {
      MoveLine(0, -text.leading);
    } else if (name == "Tj" || name == "'" || name == "\"") {
      if (name == "\"") text.word_space = number(0), text.letter_space = number(1);
      if (name != "Tj") MoveLine(0, -text.leading);
      if (!operands.empty()) Show(operands.back().text);
    } else if (name == "TJ") {
      for (const PdfOperand& operand : operands) {
        if (operand.kind == PdfOperand::Kind::kString) Show(operand.text);
        if (operand.kind == PdfOperand::Kind::kNumber) {
          Advance(-operand.number / 1000 * text.size);
        }
      }
    }
  }

  void MoveLine(double x, double y) {
    line_ = Matrix{1, 0, 0, 1, x, y}.Then(line_);
    at_ = line_;
  }
  bool is_vertical() const {
    return state_.text.font != nullptr && state_.text.font->is_vertical();
  }
  // To where the next letter goes; numbers in a vertical font's TJ count upwards, too (9.4.3).
  void Advance(double step) {
    const bool down = is_vertical();
    at_ = Matrix{1, 0, 0, 1, down ? 0 : step * state_.text.scale, down ? step : 0}.Then(at_);
  }

  void SetFont(const std::string& name, const std::optional<PdfValue>& resources) {
    const auto [named, is_new] = named_.emplace(name, nullptr);
    if (is_new) named->second = FindFont(name, resources);
    state_.text.font = named->second;
  }

  const PdfFont* FindFont(const std::string& name, const std::optional<PdfValue>& resources) {
    const auto fonts = resources ? objects_.Get(*resources, "/Font") : std::nullopt;
    const auto font = fonts ? objects_.Get(*fonts, "/" + name) : std::nullopt;
    if (!font) return nullptr;
    // What is written out says which font it is: names are a page's own.
    const std::string key = simdjson::minify(*font);
    std::unique_ptr<PdfFont>& known = fonts_[key];
    if (known == nullptr) known = std::make_unique<PdfFont>(objects_, *font);
    return known.get();
  }

  void Show(std::string_view bytes) {
    const TextState& text = state_.text;
    if (text.font == nullptr) return;
    while (!bytes.empty() && content_.glyphs.size() < kMostGlyphs) {
      const PdfFont::Code code = text.font->Next(bytes);
      bytes.remove_prefix(std::min<std::size_t>(code.bytes, bytes.size()));
      const Matrix here =
          Matrix{text.size * text.scale, 0, 0, text.size, 0, text.rise}.Then(at_).Then(
              state_.matrix);
      const double width = code.width;
      const bool down = text.font->is_vertical();
      double space = text.letter_space;
      if (code.bytes == 1 && code.value == ' ') space += text.word_space;
      Advance((down ? -width : width) * text.size + space);
      PdfGlyph glyph;
      glyph.x = here.e, glyph.y = here.f;
      if (down) {
        glyph.x -= kPdfMiddle * here.a, glyph.y -= kPdfMiddle * here.b;
        glyph.end_x = glyph.x - width * here.c, glyph.end_y = glyph.y - width * here.d;
      } else {
        glyph.end_x = here.e + width * here.a, glyph.end_y = here.f + width * here.b;
      }
      glyph.size = std::hypot(here.c, here.d);
      glyph.invisible = text.mode == 3 || text.mode == 7;
      glyph.code = code.value;
      glyph.font = text.font;
      glyph.known = code.known;
      glyph.text = code.text;
      Take(std::move(glyph));
    }
  }

  void Take(PdfGlyph glyph) {
    const bool finite = std::isfinite(glyph.x) && std::isfinite(glyph.y) &&
                        std::isfinite(glyph.end_x) && std::isfinite(glyph.end_y) &&
                        std::isfinite(glyph.size) && glyph.size > 0;
    const double x = (glyph.x + glyph.end_x) / 2, y = (glyph.y + glyph.end_y) / 2;
    if (!finite || x < 0 || y < 0 || x > content_.width || y > content_.height) return;
    // Only the outermost counts: what it says stands for all that is inside.
    const auto marked = std::ranges::find(marked_, true, &Marked::replaces);
    if (marked == marked_.end()) {
      content_.glyphs.push_back(std::move(glyph));
    } else if (marked->glyph == 0) {
      glyph.known = true;
      glyph.text = marked->text;
      content_.glyphs.push_back(std::move(glyph));
      marked->glyph = content_.glyphs.size();
    } else {
      Widen(content_.glyphs[marked->glyph - 1], glyph);
    }
  }

  // One glyph stands for both. A sign has no width and a place of its own, so the other's counts.
  static void Widen(PdfGlyph& one, const PdfGlyph& other) {
    if (!other.has_width()) return;
    if (!one.has_width()) {
      one.x = other.x, one.y = other.y, one.end_x = other.end_x, one.end_y = other.end_y;
    } else if (std::abs(other.y - one.y) < one.size / 2) {
      one.x = std::min(one.x, other.x), one.end_x = std::max(one.end_x, other.end_x);
    }
  }

  void Mark(const std::vector<PdfOperand>& operands, const std::optional<PdfValue>& resources) {
    Marked marked;
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
      if (operands[i].kind != PdfOperand::Kind::kName || operands[i].text != "ActualText") continue;
      if (operands[i + 1].kind != PdfOperand::Kind::kString) continue;
      marked.replaces = true;
      marked.text = TextString(operands[i + 1].text);
    }
    if (!marked.replaces && operands.size() == 2 && resources && ++looks_ < kMostLooks) {
      const auto lists = objects_.Get(*resources, "/Properties");
      const auto list = lists ? objects_.Get(*lists, "/" + operands[1].text) : std::nullopt;
      const std::string_view said = list ? objects_.Name(*list, "/ActualText") : std::string_view();
      marked.replaces = said.starts_with("u:");
      if (marked.replaces) marked.text = said.substr(2);
    }
    if (marked_.size() < kMostStates) marked_.push_back(std::move(marked));
  }

  void ShowObject(const std::string& name, const std::optional<PdfValue>& resources, int depth) {
    if (++looks_ > kMostLooks) return;
    const auto all = resources ? objects_.Get(*resources, "/XObject") : std::nullopt;
    const auto object = all ? objects_.Get(*all, "/" + name) : std::nullopt;
    if (!object) return;
    const std::string reference = objects_.StreamReference(*all, "/" + name);
    const std::string_view kind = objects_.Name(*object, "/Subtype");
    if (kind == "/Image") {
      const double share =
          std::abs(state_.matrix.a * state_.matrix.d - state_.matrix.b * state_.matrix.c) /
          (content_.width * content_.height);
      content_.pictures_share += share;
      if (share > content_.picture_share) {
        content_.picture_share = share;
        content_.picture = reference;
        // A picture's unit square has its top at 1, the page at 0.
        const Matrix& m = state_.matrix;
        content_.picture_upright =
            m.a > 0 && m.d < 0 && std::abs(m.b) < m.a / 1000 && std::abs(m.c) < -m.d / 1000;
      }
      return;
    }
    if (kind != "/Form" || depth >= kFormDepth || ++forms_ > kMostForms) return;
    const State before = state_;
    const Matrix line = line_, at = at_;
    std::map<std::string, const PdfFont*> named;  // names are those of its own resources
    named.swap(named_);
    state_.matrix = MatrixOf(objects_.Numbers(*object, "/Matrix")).Then(state_.matrix);
    const auto own = objects_.Get(*object, "/Resources");
    Run(objects_.Data(reference), own ? own : resources, depth + 1);
    state_ = before, line_ = line, at_ = at;
    named_.swap(named);
  }

  const PdfObjects& objects_;
  PdfFonts& fonts_;
  PdfContent content_;
  State state_;
  std::vector<State> states_;
  Matrix line_, at_;  // of text: where the line begins, where the next letter goes
  std::vector<Marked> marked_;
  std::map<std::string, const PdfFont*> named_;
  std::size_t operators_ = 0, forms_ = 0, floor_ = 0, bytes_ = 0, looks_ = 0;
};

void AddStreamsOfResources(const PdfObjects& objects, PdfValue owner, int depth,
                           std::set<std::string>& streams) {
  const auto resources = objects.Get(owner, "/Resources");
  if (!resources || depth > kFormDepth) return;
  const auto each = [&](std::string_view kind, auto take) {
    const auto all = objects.Get(*resources, kind);
    simdjson::dom::object members;
    if (!all || all->get(members) != simdjson::SUCCESS) return;
    for (const auto field : members) {
      if (streams.size() < kMostStreams) take(*all, field.key);
    }
  };
  const auto add = [&](std::string reference) {
    return !reference.empty() && streams.insert(std::move(reference)).second;
  };
  each("/Font", [&](PdfValue all, std::string_view name) {
    const auto font = objects.Get(all, name);
    if (!font) return;
    add(objects.StreamReference(*font, "/ToUnicode"));
    add(objects.StreamReference(*font, "/Encoding"));
  });
  each("/XObject", [&](PdfValue all, std::string_view name) {
    const auto object = objects.Get(all, name);
    if (!object || objects.Name(*object, "/Subtype") != "/Form") return;
    // A form that is known has been walked into: forms may show one another in a circle.
    if (add(objects.StreamReference(all, name))) {
      AddStreamsOfResources(objects, *object, depth + 1, streams);
    }
  });
}

void FindStretches(std::vector<PdfGlyph>& glyphs) {
  std::set<std::pair<const void*, std::uint32_t>> stretches;
  for (std::size_t i = 1; i < glyphs.size(); ++i) {
    const PdfGlyph &one = glyphs[i - 1], &other = glyphs[i];
    if (other.is_unknown() && one.is_unknown() && one.font == other.font &&
        one.code == other.code && std::abs(other.x - one.x) < 1.5 * one.size) {
      stretches.emplace(one.font, one.code);
    }
  }
  if (stretches.empty()) return;
  for (PdfGlyph& glyph : glyphs) {
    glyph.is_stretch = glyph.is_unknown() && stretches.contains({glyph.font, glyph.code});
  }
}

}  // namespace

void AddStreamsOfPage(const PdfObjects& objects, PdfValue page, std::set<std::string>& streams) {
  for (std::string& stream : ContentsOf(objects, page)) {
    if (streams.size() < kMostStreams) streams.insert(std::move(stream));
  }
  AddStreamsOfResources(objects, page, 0, streams);
}

PdfContent ReadPdfContent(const PdfObjects& objects, PdfValue page, PdfFonts& fonts) {
  PdfContent content = Interpreter(objects, fonts).Read(page);
  FindStretches(content.glyphs);
  TurnUprightColumns(content.glyphs);
  return content;
}

}  // namespace warraq
