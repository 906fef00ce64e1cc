// A record is a head of named fields (of ARC one line of words), a blank line, and as many bytes as
// the head says. What it says is tested before it is believed: behind the content another record
// has to begin, or the file to end. Where it does not, one failure names the place, and the reader
// looks for the next line that begins a record; where compressed data is damaged, for the next
// member.

#include "plugin/batch/warc.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "plugin/batch/capture.h"
#include "plugin/batch/http.h"

namespace warraq {
namespace {

constexpr std::size_t kMostHead = std::size_t{64} << 10;  // of a record, and of HTTP in it
constexpr std::size_t kMostArcLine = 8192;
constexpr std::string_view kWarc = "WARC/";
constexpr std::string_view kArc = "filedesc:";
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kDigits = "0123456789";

struct RecordHead {
  CaptureHead capture;
  std::size_t bytes = 0;  // of the head itself
};

std::optional<std::uint64_t> Number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  constexpr std::uint64_t kMost = std::uint64_t{1} << 60;
  return number < kMost ? std::optional(number) : std::nullopt;
}

enum class Found : std::uint8_t { kHead, kPart, kNone };  // kPart: more bytes may make it a head

// Where the head ends, behind its blank line. Every line but the first is a field or goes on with
// one, so that a head which has lost its end does not reach into the next.
Found FindWarcHead(std::string_view view, std::size_t& end) {
  if (!view.starts_with(kWarc)) return view.size() < kWarc.size() ? Found::kPart : Found::kNone;
  end = 0;
  for (bool first = true;; first = false) {
    const std::size_t feed = view.find('\n', end);
    if (feed == std::string_view::npos) {
      return view.size() < kMostHead ? Found::kPart : Found::kNone;
    }
    const std::string_view line = view.substr(end, feed - end);
    end = feed + 1;
    if (line.empty() || line == "\r") return first ? Found::kNone : Found::kHead;
    const bool goes_on = line[0] == ' ' || line[0] == '\t';
    if (!first && !goes_on && line.find(':') == std::string_view::npos) return Found::kNone;
    if (end > kMostHead) return Found::kNone;
  }
}

Found ParseWarcHead(std::string_view view, RecordHead& record) {
  if (const Found found = FindWarcHead(view, record.bytes); found != Found::kHead) return found;
  const std::string_view head = view.substr(0, record.bytes);
  const std::optional<std::uint64_t> length = Number(FieldOf(head, "content-length"));
  CaptureHead& capture = record.capture;
  capture.type = MediaTypeOf(FieldOf(head, "warc-type"));
  if (!length || capture.type.empty()) return Found::kNone;
  capture.length = *length;
  capture.uri = AddressOf(FieldOf(head, "warc-target-uri"));
  capture.date = InstantOf(FieldOf(head, "warc-date"));
  capture.content_type = FieldOf(head, "content-type");
  capture.payload_type = MediaTypeOf(FieldOf(head, "warc-identified-payload-type"));
  return Found::kHead;
}

// "URL IP-address Archive-date Content-type ... Archive-length": five words, or ten of version 2.
Found ParseArcHead(std::string_view view, RecordHead& record) {
  const std::size_t feed = view.substr(0, kMostArcLine).find('\n');
  if (feed == std::string_view::npos) {
    return view.size() < kMostArcLine ? Found::kPart : Found::kNone;
  }
  std::vector<std::string_view> words;
  std::string_view line = view.substr(0, feed);
  if (line.ends_with('\r')) line.remove_suffix(1);
  for (;;) {
    const std::size_t space = line.find(' ');
    words.push_back(line.substr(0, space));
    if (space == std::string_view::npos || words.size() > 10) break;
    line.remove_prefix(space + 1);
  }
  if (words.size() != 5 && words.size() != 10) return Found::kNone;
  const std::optional<std::uint64_t> length = Number(words.back());
  if (!length || words[0].find(':') == std::string_view::npos || words[2].size() < 8 ||
      words[2].find_first_not_of(kDigits) != std::string_view::npos) {
    return Found::kNone;
  }
  record.bytes = feed + 1;
  CaptureHead& capture = record.capture;
  capture.length = *length;
  capture.type = words[0].starts_with(kArc) ? "warcinfo" : "response";
  capture.uri = AddressOf(words[0]);
  capture.date = InstantOf(words[2]);
  // The server's; what is stored is what it sent, in HTTP or another protocol.
  capture.content_type = capture.uri.starts_with("http") ? "application/http" : words[3];
  return Found::kHead;
}

class WebArchiveReader {
 public:
  WebArchiveReader(const std::string& name, Window& window, const Limits& limits,
                   const InputTaker& taker)
      : name_(name), window_(window), limits_(limits), taker_(taker) {
    window_.Reach(kArc.size());
    is_arc_ = window_.view().starts_with(kArc);
  }

  bool Read() {
    for (;;) {
      PassLineEnds();
      if (window_.view().empty()) {
        if (!GoOn()) return open_;
        continue;
      }
      ReadRecord();
      if (!open_) return false;
    }
  }

 private:
  void PassLineEnds() {
    while (window_.Reach(1)) {
      const std::string_view view = window_.view();
      const std::size_t ends = std::min(view.find_first_not_of(kLineEnds), view.size());
      if (ends == 0) return;
      window_.Drop(ends);
    }
  }

  void Fail(const std::string& place, const Error& error) {
    open_ = open_ && FailInput(name_ + "!" + place, error, taker_);
  }

  void FailRecord(const std::string& place, std::string what) {
    Fail(place, {Code::kDamagedArchive, 0, std::move(what)});
  }

  // Behind what could be read: another member, if the file is damaged. Tells why, once.
  bool GoOn() {
    if (!open_) return false;
    if (window_.error()) {
      const Error error = *window_.error();
      if (!error_told_) Fail("@" + std::to_string(error.at), error);
      error_told_ = false;
      return window_.Resume() && open_;
    }
    if (!window_.Resume()) return false;
    FailRecord("@" + std::to_string(window_.offset()), "rubbish between its compressed members");
    return open_;
  }

  void FailRecordOnce(const std::string& place) {
    if (!told_) FailRecord(place, "its Content-Length is wrong, or it is cut short");
  }

  std::optional<RecordHead> ReadHead() {
    const auto parse = is_arc_ ? ParseArcHead : ParseWarcHead;
    for (;;) {
      RecordHead head;
      const Found found = parse(window_.view(), head);
      if (found == Found::kHead) return head;
      if (found == Found::kNone || !window_.Grow()) return std::nullopt;
    }
  }

  void ReadRecord() {
    const std::string place = window_.Place();
    const std::optional<RecordHead> head = ReadHead();
    if (!head) {
      FailRecord(place, "no head of a record stands here");
      return FindRecord(1);
    }
    const CaptureHead& capture = head->capture;
    window_.Reach(head->bytes +
                  static_cast<std::size_t>(std::min<std::uint64_t>(capture.length, kMostHead)));
    const std::string_view begun = window_.view().substr(
        head->bytes,
        static_cast<std::size_t>(std::min<std::uint64_t>(capture.length, window_.view().size())));
    const std::string_view reason = WhySkipped(capture, begun);
    if (!reason.empty()) {
      Skip(reason, place);
      return PassContent(place, *head);
    }
    if (capture.length > limits_.record_bytes) {
      Fail(place,
           {Code::kTooLarge, 0,
            "it says it has " + std::to_string(capture.length) +
                " bytes; the limit record_bytes is " + std::to_string(limits_.record_bytes)});
      told_ = true;
      PassContent(place, *head);
      told_ = false;
      return;
    }
    TakeContent(place, *head);
  }

  void Skip(std::string_view reason, const std::string& place) {
    if (taker_.skip) taker_.skip({reason, name_ + "!" + place});
  }

  // Content that nobody wants, of any length; what comes behind it shows whether that was right.
  void PassContent(const std::string& place, const RecordHead& head) {
    const std::uint64_t begin = window_.offset() + head.bytes;
    window_.Drop(head.bytes);
    for (std::uint64_t left = head.capture.length; left > 0;) {
      if (window_.view().empty() && !window_.Grow()) return Misled(place, begin);
      std::uint64_t now = std::min<std::uint64_t>(left, window_.view().size());
      const std::optional<std::size_t> next = RecordInside(static_cast<std::size_t>(now));
      if (next) now = *next;
      window_.Drop(static_cast<std::size_t>(now));
      left -= now;
      if (next) return FailRecordOnce(place);
    }
    if (!IsEndOfRecord(0)) Misled(place, begin);
  }

  // Where in the next bytes a compressed member begins with a record: no content goes so far.
  std::optional<std::size_t> RecordInside(std::size_t bytes) {
    const std::optional<std::size_t> next = window_.NextMember();
    if (!next || *next >= bytes) return std::nullopt;
    window_.Reach(*next + kWarc.size());
    return window_.view().substr(*next).starts_with(kWarc) ? next : std::nullopt;
  }

  // The length of the content led to no record. Another may begin inside.
  void Misled(const std::string& place, std::uint64_t begin) {
    if (window_.error()) {
      if (!told_) Fail(place, *window_.error());
      error_told_ = true;
      return;
    }
    FailRecordOnce(place);
    if (window_.CanSeek() && returns_++ < kMostReturns) window_.Seek(begin);
    FindRecord(0);
  }

  // Whether the record's two line ends stand at `at`; or, where a writer left them out, the next
  // record or nothing. What is wrong behind them is not this record's fault.
  bool IsEndOfRecord(std::size_t at) {
    if (window_.Reach(at + 4) && window_.view().substr(at, 4) == "\r\n\r\n") return true;
    constexpr std::size_t kMostEnds = 64;
    for (const std::size_t most = at + kMostEnds; at < most; ++at) {
      if (!window_.Reach(at + 1)) return !IsErrorHere();
      if (kLineEnds.find(window_.view()[at]) == std::string_view::npos) break;
    }
    if (is_arc_) return true;
    window_.Reach(at + kWarc.size());
    return window_.view().substr(at).starts_with(kWarc);
  }

  // Whether the window's error is that of the member in which the view begins.
  bool IsErrorHere() const {
    return window_.error() && window_.error()->at == window_.Member().value_or(0);
  }

  void TakeContent(const std::string& place, const RecordHead& head) {
    const auto length = static_cast<std::size_t>(head.capture.length);
    const std::uint64_t begin = window_.offset() + head.bytes;
    const bool whole = window_.Reach(head.bytes + length);
    if (const auto next = RecordInside(head.bytes + length)) {
      window_.Drop(*next);
      return FailRecordOnce(place);
    }
    if (!whole || !IsEndOfRecord(head.bytes + length)) {
      window_.Drop(std::min(head.bytes, window_.view().size()));
      if (window_.error()) window_.Drop(window_.view().size());
      return Misled(place, begin);
    }
    std::string_view skipped;
    Result<Source> opened =
        OpenCapture(head.capture, window_.view().substr(head.bytes, length), limits_, skipped);
    window_.Drop(head.bytes + length);
    if (!opened.ok()) return Fail(place, opened.error());
    if (!skipped.empty()) return Skip(skipped, place);
    Source source = std::move(opened).value();
    source.name = name_ + "!" + place;
    open_ = taker_.take(std::move(source), nullptr);
  }

  // Goes to the next line, from `from` on, that begins a record.
  void FindRecord(std::size_t from) {
    window_.Drop(std::min(from, window_.view().size()));
    bool at_line = from == 0;
    for (;;) {
      if (!window_.Reach(1)) return;
      if (at_line && ReadHead()) return;
      const std::string_view view = window_.view();
      const std::size_t feed = view.find('\n');
      at_line = feed != std::string_view::npos || window_.NextMember().has_value();
      std::size_t drop = feed == std::string_view::npos ? view.size() : feed + 1;
      if (const auto next = window_.NextMember()) drop = std::min(drop, *next);
      window_.Drop(drop);
    }
  }

  // Each may cost another reading of the whole file.
  static constexpr int kMostReturns = 16;

  const std::string& name_;
  Window& window_;
  const Limits& limits_;
  const InputTaker& taker_;
  bool is_arc_ = false;
  int returns_ = 0;          // to what a wrong length had passed over
  bool open_ = true;         // somebody wants more
  bool told_ = false;        // this record has failed already
  bool error_told_ = false;  // so has the window
};

}  // namespace

bool IsWebArchive(std::string_view head) {
  return head.starts_with("WARC/1.") || head.starts_with("WARC/0.") || head.starts_with(kArc);
}

bool ReadWebArchive(const std::string& name, Window& window, const Limits& limits,
                    const InputTaker& taker) {
  return WebArchiveReader(name, window, limits, taker).Read();
}

}  // namespace warraq
