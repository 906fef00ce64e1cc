#include "plugin/read/pdf_tokens.h"

#include <algorithm>
#include <charconv>

#include "plugin/text/ascii.h"

namespace warraq {
namespace {

constexpr std::size_t kMostOperands = 1 << 16;  // of one operator: an array may be long

bool IsSpace(char c) { return c == ' ' || c == '\0' || (c >= '\t' && c <= '\r'); }
bool IsDelimiter(char c) {
  return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}
bool IsRegular(char c) { return !IsSpace(c) && !IsDelimiter(c); }

bool StartsNumber(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.'; }

// As viewers read it: what is behind the digits does not count ("1.2.3", "--5").
double NumberOf(std::string_view word) {
  const bool negative = word.starts_with('-');
  while (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
  double value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value, std::chars_format::fixed);
  return negative ? -value : value;
}

}  // namespace

void PdfTokens::Add(PdfOperand operand) {
  if (operands_.size() < kMostOperands) operands_.push_back(std::move(operand));
}

std::string_view PdfTokens::Next() {
  operands_.clear();
  while (at_ < stream_.size()) {
    const char c = stream_[at_];
    if (IsSpace(c)) {
      ++at_;
    } else if (c == '%') {
      at_ = std::min(stream_.find_first_of("\r\n", at_), stream_.size());
    } else if (c == '(') {
      ReadString();
    } else if (c == '<' && at_ + 1 < stream_.size() && stream_[at_ + 1] != '<') {
      ReadHexString();
    } else if (c == '/') {
      ReadName();
    } else if (IsDelimiter(c)) {
      const bool twice = (c == '<' || c == '>') && stream_.substr(at_ + 1).starts_with(c);
      at_ += twice ? 2 : 1;
      Add({PdfOperand::Kind::kMark, 0, std::string(twice ? 2 : 1, c)});
    } else {
      const std::string_view word = ReadWord();
      if (StartsNumber(word[0])) {
        Add({PdfOperand::Kind::kNumber, NumberOf(word), {}});
      } else if (word == "BI") {
        SkipPicture();
        operands_.clear();
      } else if (word != "true" && word != "false" && word != "null") {
        return word;
      }
    }
  }
  return {};
}

std::string_view PdfTokens::ReadWord() {
  const std::size_t begin = at_;
  while (at_ < stream_.size() && IsRegular(stream_[at_])) ++at_;
  return stream_.substr(begin, at_ - begin);
}

// Parentheses may stand in pairs; a backslash escapes (7.3.4.2).
void PdfTokens::ReadString() {
  PdfOperand operand{PdfOperand::Kind::kString, 0, {}};
  int depth = 0;
  for (; at_ < stream_.size(); ++at_) {
    char c = stream_[at_];
    if (c == '(' && ++depth == 1) continue;
    if (c == ')' && --depth == 0) break;
    if (c == '\\' && at_ + 1 < stream_.size()) {
      c = stream_[++at_];
      constexpr std::string_view kLetters = "nrtbf", kMeanings = "\n\r\t\b\f";
      if (const std::size_t known = kLetters.find(c); known != kLetters.npos) {
        c = kMeanings[known];
      } else if (c == '\r' || c == '\n') {
        if (c == '\r' && at_ + 1 < stream_.size() && stream_[at_ + 1] == '\n') ++at_;
        continue;
      } else if (c >= '0' && c <= '7') {
        int value = 0;
        for (int i = 0; i < 3 && at_ < stream_.size() && stream_[at_] >= '0' && stream_[at_] <= '7';
             ++i) {
          value = value * 8 + (stream_[at_++] - '0');
        }
        --at_;
        c = static_cast<char>(value);
      }
    }
    operand.text.push_back(c);
  }
  if (at_ < stream_.size()) ++at_;
  Add(std::move(operand));
}

void PdfTokens::ReadHexString() {
  PdfOperand operand{PdfOperand::Kind::kString, 0, {}};
  int high = -1;
  for (++at_; at_ < stream_.size() && stream_[at_] != '>'; ++at_) {
    const int digit = HexValue(stream_[at_]);
    if (digit < 0) continue;
    if (high >= 0) operand.text.push_back(static_cast<char>(high * 16 + digit));
    high = high < 0 ? digit : -1;
  }
  if (high >= 0) operand.text.push_back(static_cast<char>(high * 16));
  if (at_ < stream_.size()) ++at_;
  Add(std::move(operand));
}

void PdfTokens::ReadName() {
  PdfOperand operand{PdfOperand::Kind::kName, 0, {}};
  for (++at_; at_ < stream_.size() && IsRegular(stream_[at_]); ++at_) {
    const bool escaped = stream_[at_] == '#' && at_ + 2 < stream_.size() &&
                         HexValue(stream_[at_ + 1]) >= 0 && HexValue(stream_[at_ + 2]) >= 0;
    if (escaped) {
      operand.text.push_back(
          static_cast<char>(HexValue(stream_[at_ + 1]) * 16 + HexValue(stream_[at_ + 2])));
      at_ += 2;
    } else {
      operand.text.push_back(stream_[at_]);
    }
  }
  Add(std::move(operand));
}

// Behind BI: entries, ID, bytes that may be anything, EI between white space.
void PdfTokens::SkipPicture() {
  for (std::size_t end = stream_.find("EI", at_); end != std::string_view::npos;
       end = stream_.find("EI", end + 1)) {
    const bool begins = end == 0 || IsSpace(stream_[end - 1]);
    const bool ends = end + 2 >= stream_.size() || IsSpace(stream_[end + 2]);
    if (!begins || !ends) continue;
    at_ = end + 2;
    return;
  }
  at_ = stream_.size();
}

}  // namespace warraq
