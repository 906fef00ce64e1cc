// What separates columns (comma, semicolon, tab, bar) is what the first row has most of, outside
// quotes. A quoted column may hold line ends, and "" for a quote. A quote that is never closed
// would swallow the file: past the limit the row fails, and reading goes on behind its first line.

#include "plugin/batch/csv.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "plugin/batch/capture.h"
#include "plugin/batch/jsonl.h"
#include "plugin/text/encoding.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"
#include "plugin/write/json.h"

namespace warraq {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t|";

// Whether a quote opens a quoted column: only where the column begins.
class RowEnd {
 public:
  explicit RowEnd(std::string_view separators) : separators_(separators) {}

  // The place of the line feed that ends the row; looks on where it stopped. Nothing where the view
  // has none.
  std::optional<std::size_t> Find(std::string_view view) {
    for (; at_ < view.size(); ++at_) {
      if (quoted_) {
        at_ = std::min(view.find('"', at_), view.size());
        if (at_ < view.size()) quoted_ = false;  // the second of two opens it again
        begins_ = true;
        continue;
      }
      const char c = view[at_];
      if (c == '\n') return at_;
      if (c == '"' && begins_) {
        quoted_ = true;
        continue;
      }
      begins_ = separators_.find(c) != std::string_view::npos;
    }
    at_ = view.size();
    return std::nullopt;
  }

 private:
  std::string separators_;
  std::size_t at_ = 0;
  bool quoted_ = false;
  bool begins_ = true;
};

// A column's text out of its quotes.
std::string Unquote(std::string_view column) {
  if (!column.starts_with('"')) return std::string(column);
  std::string text;
  for (std::size_t at = 1; at < column.size();) {
    const std::size_t quote = std::min(column.find('"', at), column.size());
    text += column.substr(at, quote - at);
    if (quote + 1 >= column.size()) break;
    if (column[quote + 1] != '"') {  // what follows the closing quote
      text += column.substr(quote + 1);
      break;
    }
    text += '"';
    at = quote + 2;
  }
  return text;
}

// The columns of a row, as they stand there.
std::vector<std::string_view> SplitRow(std::string_view row, char separator) {
  std::vector<std::string_view> columns;
  if (row.ends_with('\r')) row.remove_suffix(1);
  for (std::size_t begin = 0; begin <= row.size();) {
    std::size_t at = begin;
    if (row.substr(at).starts_with('"')) {
      for (++at; at < row.size(); ++at) {
        at = std::min(row.find('"', at), row.size());
        if (at + 1 < row.size() && row[at + 1] == '"') {
          ++at;
          continue;
        }
        break;
      }
    }
    const std::size_t end = std::min(row.find(separator, std::min(at, row.size())), row.size());
    columns.push_back(row.substr(begin, end - begin));
    begin = end + 1;
  }
  return columns;
}

char SeparatorOf(std::string_view header) {
  char best = kSeparators[0];
  std::ptrdiff_t most = 0;
  for (const char separator : kSeparators) {
    const auto columns = static_cast<std::ptrdiff_t>(SplitRow(header, separator).size());
    if (columns <= most) continue;
    most = columns;
    best = separator;
  }
  return best;
}

// UTF-8, for JSON: a file in another encoding is read in it, column by column.
std::string Utf8Of(std::string text) {
  if (IsValidUtf8(text)) return text;
  const Result<Decoded> decoded = Decode(text);
  if (decoded.ok() && IsValidUtf8(decoded.value().text.bytes())) {
    return std::string(decoded.value().text.bytes());
  }
  std::uint32_t count = 0;
  return std::string(ReplaceBroken(Text::Verbatim(std::move(text)), count).bytes());
}

class Header {
 public:
  Header(std::string_view row, const std::string& field) : separator_(SeparatorOf(row)) {
    for (const std::string_view column : SplitRow(row, separator_)) {
      names_.push_back(Utf8Of(Unquote(column)));
    }
    int best = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const int rank = field.empty() ? RankOfTextName(names_[i]) : names_[i] == field ? 1 : 0;
      if (rank == 0 || (best > 0 && rank >= best)) continue;
      best = rank;
      text_ = i;
    }
  }

  char separator() const { return separator_; }
  const std::vector<std::string>& names() const { return names_; }
  std::optional<std::size_t> text() const { return text_; }

 private:
  char separator_;
  std::vector<std::string> names_;
  std::optional<std::size_t> text_;
};

// The header's end in the view; all of it where the file ends with it.
std::size_t FindHeaderEnd(Window& window, const Limits& limits) {
  RowEnd end(kSeparators);  // which it is, is not known yet
  for (;;) {
    if (const auto feed = end.Find(window.view())) return *feed;
    if (window.view().size() > limits.record_bytes || !window.Grow()) return window.view().size();
  }
}

std::string_view WithoutMark(std::string_view row) {
  return row.starts_with(kMark) ? row.substr(kMark.size()) : row;
}

class CsvReader {
 public:
  CsvReader(const std::string& name, Window& window, const Options& options,
            const InputTaker& taker)
      : name_(name), window_(window), options_(options), taker_(taker) {}

  bool Read() {
    const std::size_t header_end = FindHeaderEnd(window_, options_.limits);
    const Header header(WithoutMark(window_.view().substr(0, header_end)), options_.field);
    if (!header.text()) return Fail(name_, NoColumn(header));
    window_.Drop(std::min(header_end + 1, window_.view().size()));
    for (;;) {
      RowEnd end(std::string(1, header.separator()));
      std::optional<std::size_t> feed = end.Find(window_.view());
      while (!feed && window_.view().size() <= options_.limits.record_bytes && window_.Grow()) {
        feed = end.Find(window_.view());
      }
      if (!feed && window_.view().size() > options_.limits.record_bytes) {
        if (!PassLongRow()) return false;
        continue;
      }
      if (window_.view().empty() || (!feed && window_.error())) {
        return !window_.error() || Fail(name_, *window_.error());
      }
      const std::string_view row = window_.view().substr(0, feed.value_or(std::string::npos));
      if (!TakeRow(header, row)) return false;
      window_.Drop(std::min(row.size() + 1, window_.view().size()));
    }
  }

 private:
  std::string Place() const { return name_ + "!@" + std::to_string(window_.offset()); }

  static Error NoColumn(const Header& header) {
    std::string names;
    for (const std::string& name : header.names()) names += names.empty() ? name : ", " + name;
    constexpr std::size_t kShown = 200;
    return {Code::kBadRow, 0,
            "its first row names no column that is the text; it names " + names.substr(0, kShown)};
  }

  bool TakeRow(const Header& header, std::string_view row) {
    if (row.find_first_not_of("\r") == std::string_view::npos) return true;
    const std::vector<std::string_view> columns = SplitRow(row, header.separator());
    const std::size_t text = *header.text();
    if (columns.size() <= text) {
      return Fail(Place(), {Code::kBadRow, 0,
                            "it has " + std::to_string(columns.size()) + " columns of " +
                                std::to_string(header.names().size())});
    }
    Source source;
    source.name = Place();
    source.field = header.names()[text];
    source.bytes = Unquote(columns[text]);
    if (IsHtmlName(source.field)) source.declared_type = "text/html";
    CarryOthers(header, columns, source);
    return taker_.take(std::move(source), nullptr);
  }

  static void CarryOthers(const Header& header, const std::vector<std::string_view>& columns,
                          Source& source) {
    Json json(source.carried);
    json.Object();
    for (std::size_t i = 0; i < columns.size() && i < header.names().size(); ++i) {
      if (i == *header.text()) continue;
      const std::string& name = header.names()[i];
      const std::string value = Utf8Of(Unquote(columns[i]));
      json.Key(name).String(value);
      if (source.uri.empty() && IsUriName(name)) source.uri = AddressOf(value);
      if (source.retrieved.empty() && IsRetrievedName(name)) source.retrieved = InstantOf(value);
    }
    json.EndObject();
  }

  bool PassLongRow() {
    const Error error{Code::kTooLarge, 0,
                      "this row passes the limit record_bytes, " +
                          std::to_string(options_.limits.record_bytes) +
                          "; perhaps a quote is never closed"};
    if (!Fail(Place(), error)) return false;
    window_.DropLine();
    return true;
  }

  bool Fail(const std::string& name, const Error& error) { return FailInput(name, error, taker_); }

  const std::string& name_;
  Window& window_;
  const Options& options_;
  const InputTaker& taker_;
};

}  // namespace

bool IsCsv(Window& window, const std::string& field, const Limits& limits) {
  const std::size_t end = FindHeaderEnd(window, limits);
  return Header(WithoutMark(window.view().substr(0, end)), field).text().has_value();
}

bool ReadCsv(const std::string& name, Window& window, const Options& options,
             const InputTaker& taker) {
  return CsvReader(name, window, options, taker).Read();
}

}  // namespace warraq
