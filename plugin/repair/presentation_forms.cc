// Letters that were stored by their shape become letters again: Arabic presentation forms, code
// point by code point, and Latin ligatures.
//
//   ﺍﻟﻌﺮﺑﻴﺔ (U+FE8D U+FEDF ...) -> العربية      ﻻ -> لا      ﬁn -> fin
//
// Latin ligatures only in Latin words: not beside Chinese, in formulas, or where one is spoken of.
//
// The text is in reading order by now (visual_order), so ligatures come out in order too. Where the
// forms say that two letters of a word do not join although they could, something parted them that
// has no shape of its own and was lost: a ZWNJ is put back (ﻣﯽﺧﻮﺍﻫﻢ ->
// می‌خواهم), as Persian needs it; but only where most forms join, since there are texts
// all of isolated forms.
//
// Not by NFKC over the text, which gives lone marks a space and turns U+FDFA into a phrase of four
// words. What has no letters of its own stays: U+FD3E and U+FD3F (ornate brackets), U+FDF2 (the
// name of God), U+FDFA to U+FDFF.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool IsForm(char32_t value) {
  if (value >= 0xFB00 && value <= 0xFB06) return true;
  if (value >= 0xFB50 && value <= 0xFDFC) {
    return value != 0xFD3E && value != 0xFD3F && value != 0xFDF2 && value < 0xFDFA &&
           !(value >= 0xFBB2 && value <= 0xFBC2) && !(value >= 0xFD40 && value <= 0xFD4F);
  }
  return value >= 0xFE70 && value <= 0xFEFC && value != 0xFE73 && value != 0xFE75;
}

bool IsLatinLigature(char32_t value) { return value >= 0xFB00 && value <= 0xFB06; }

// Whether a Latin ligature between [begin, end) is part of a Latin word, or of one that a converter
// tore into pieces. By itself in brackets or quotation marks it is what is spoken of; in a formula
// or beside letters of another script it is a sign.
bool IsInLatinWord(std::string_view bytes, std::size_t begin, std::size_t end) {
  const auto is_latin = [](char32_t value) {
    return IsLetter(value) && ScriptOf(value) == Script::kLatn;
  };
  const auto before = [&](std::size_t& at) {
    return at > 0 ? PreviousCodePoint(bytes, at) : U'\n';
  };
  const auto behind = [&](std::size_t& at) {
    return at < bytes.size() ? NextCodePoint(bytes, at) : U'\n';
  };
  const char32_t left = before(begin);
  const char32_t right = behind(end);
  if (is_latin(left) || is_latin(right)) return true;
  const bool stands_alone = (left == ' ' || left == '\n') && (right == ' ' || right == '\n');
  return stands_alone &&
         ((left == ' ' && is_latin(before(begin))) || (right == ' ' && is_latin(behind(end))));
}

bool IsLoneMark(char32_t form) {
  return (form >= 0xFE70 && form <= 0xFE7F) || (form >= 0xFC5E && form <= 0xFC63);
}

// The letters of a form; nothing for what is not assigned. A mark on a space or on a tatweel of its
// own is the mark alone.
std::string LettersOf(char32_t form) {
  std::string letters = CompatibilityForm(form);
  std::string itself;
  AppendUtf8(itself, form);
  if (letters == itself) return {};
  const bool lone_mark = IsLoneMark(form);
  std::string marks;
  for (std::size_t i = 0; lone_mark && i < letters.size();) {
    const char32_t value = NextCodePoint(letters, i);
    if (value != ' ' && value != 0x640) AppendUtf8(marks, value);
  }
  return lone_mark ? marks : letters;
}

// All forms of the two Arabic blocks, looked up once.
const std::string& Lookup(char32_t form) {
  static const auto table = [] {
    std::array<std::string, 0x400> made;
    for (char32_t i = 0; i < 0x400; ++i) {
      if (IsForm(0xFB00 + i)) made[i] = LettersOf(0xFB00 + i);
    }
    return made;
  }();
  return table[form - 0xFB00];
}

bool IsArabicForm(char32_t value) { return value >= 0xFB50 && IsForm(value); }

constexpr char32_t kInitialAlefMaksura = 0xFBE8;  // of Uyghur and Kyrgyz; elsewhere ى ends words

// Hamza joins nothing; signs of honour end what they stand on.
bool CouldJoinBack(char32_t value) {
  if (value == 0x621 || value == 0xFE80) return false;
  return IsArabicForm(value) ||
         (value < 0x800 && ScriptOf(value) == Script::kArab && IsLetter(value));
}

// Whether what the form ends with has forms that join the letter behind it, as د and ا have not.
bool CouldJoinOn(char32_t form) {
  static const auto letters = [] {
    std::vector<std::string> made;
    for (char32_t i = 0xFB50; i < 0xFF00; ++i) {
      const bool initial = IsForm(i) && JoiningOf(i) == Joining::kInitial;
      if (initial && i != kInitialAlefMaksura) made.push_back(Lookup(i));
    }
    std::ranges::sort(made);
    return made;
  }();
  const std::string& all = Lookup(form);
  std::size_t last = all.size();
  while (last > 0) {
    if (!IsMark(PreviousCodePoint(all, last))) break;
  }
  const std::size_t end = std::min(all.size(), last + 2);
  return std::ranges::binary_search(letters, all.substr(last, end - last));
}

// Walks over letters of words: tells of two neighbours whether they join, or could and do not.
class Neighbours {
 public:
  enum class Link : std::uint8_t { kNone, kJoined, kParted };

  // Whether what comes next can only begin anew, unless it is a form.
  bool idle() const { return previous_ == Joining::kNone && !could_join_; }

  Link Next(char32_t value) {
    if (value >= 0x610 && value <= 0x617) could_join_ = false;
    if (IsMark(value) || IsLoneMark(value)) return Link::kNone;
    const bool form = IsArabicForm(value);
    const Joining joining = form ? JoiningOf(value) : Joining::kNone;
    Link link = Link::kNone;
    if (form && JoinsOn(previous_) && JoinsBack(joining)) link = Link::kJoined;
    if (could_join_ && CouldJoinBack(value) && !JoinsBack(joining)) link = Link::kParted;
    could_join_ = form && !JoinsOn(joining) && joining != Joining::kNone && CouldJoinOn(value);
    previous_ = joining;
    return link;
  }

 private:
  Joining previous_ = Joining::kNone;
  bool could_join_ = false;
};

bool MostFormsJoin(std::string_view bytes) {
  Neighbours neighbours;
  std::size_t joined = 0;
  std::size_t parted = 0;
  for (std::size_t i = bytes.find('\xEF'); i < bytes.size();) {
    if (neighbours.idle()) i = bytes.find('\xEF', i);
    if (i == std::string_view::npos) break;
    const Neighbours::Link link = neighbours.Next(NextCodePoint(bytes, i));
    joined += link == Neighbours::Link::kJoined;
    parted += link == Neighbours::Link::kParted;
  }
  constexpr std::size_t kMostParted = 3;  // of the joined, one in so many
  return parted > 0 && parted * kMostParted <= joined + 1;
}

// Every code point is looked at only where ZWNJ are to be put back.
Text Unshape(const Text& text, std::uint32_t& count) {
  constexpr std::string_view kZwnj = "\xE2\x80\x8C";
  const std::string_view bytes = text.bytes();
  const bool parts = MostFormsJoin(bytes);
  Neighbours neighbours;
  Edit edit(text);
  for (std::size_t i = parts ? 0 : bytes.find('\xEF'); i < bytes.size();
       i = parts ? i : bytes.find('\xEF', i)) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    if (parts && neighbours.Next(value) == Neighbours::Link::kParted) {
      edit.Change(begin, begin, kZwnj);
      ++count;
    }
    if (!IsForm(value) || Lookup(value).empty()) continue;
    if (IsLatinLigature(value) && !IsInLatinWord(bytes, begin, i)) continue;
    edit.Change(begin, i, Lookup(value));
    ++count;
  }
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair presentation_forms_repair;
constexpr Repair presentation_forms_repair = {
    .name = "presentation-forms",
    .summary = "write Arabic presentation forms and Latin ligatures as letters",
    .needs = kSeenForms,
    .apply = Unshape,
    .code_points =
        "U+FB00-FB06, U+FB50-FDF1, U+FDF3-FDF9, U+FE70-FEFC → their compatibility letters; U+200C "
        "put in",
    .scope = Scope::kOnlyItsLines,
};

}  // namespace warraq
