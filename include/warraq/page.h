// A page, whatever it was before: a scan, a web page, a text dump.
//
// Readers turn a Source into a Page; repairs change its text; labellers give each line a Role; the
// article stages make Articles of it. Only the hints tell where a page came from, and a stage uses
// those that are there.

#ifndef WARRAQ_PAGE_H_
#define WARRAQ_PAGE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/date.h"
#include "warraq/text.h"

namespace warraq {

// A file that a source names and is not: a page of a METS issue. It is read when its page is.
struct SourcePart {
  std::string name = {};  // as the source names it, from its own folder: "alto/0001.xml"
  std::string path = {};  // where the file is; empty: `bytes` are its
  std::string bytes = {};
};

// Bytes as they came, after containers were opened. It outlives the pages read from it.
struct Source {
  std::string name = {};  // as given on the command line; a member: "dump.tar.gz!pages/7.html"
  std::string bytes = {};
  std::string media_type = {};  // set by the reader: "text/plain", "text/html", "image/tiff"
  std::string encoding = {};    // set by the reader, IANA name; empty for pictures
  std::string sha256 = {};      // hexadecimal, of `bytes`; empty until asked for
  std::string uri = {};         // where it was fetched, if the container says so
  std::string retrieved = {};   // when, ISO 8601
  std::string field = {};       // of a line or row: the member or column that `bytes` was
  std::string carried = {};     // and the others, one JSON object as it came
  // What the container says of the bytes: evidence, never believed against them.
  std::string declared_type = {};      // media type
  std::string declared_encoding = {};  // charset
  std::vector<SourcePart> parts = {};  // those that can be had; nothing else is opened
};

// The part that a page was read from; no name where it was the source itself.
struct PageFile {
  std::string name;
  std::string sha256;
  std::size_t bytes = 0;
};

// Pixels of the page image; the origin is at the top left.
struct Box {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Box&) const = default;
};

// A word as it was recognized: `at` is its place in the recognized text, which is the origin of the
// texts of a page of ink.
struct Word {
  Span at;
  Box box;
  float confidence = -1;  // 0 to 1; negative where the file does not say
};

// What else a word or a letter of it may be, as the program says that recognized it; or what it was
// before somebody corrected it. A letter's own reading is there too, for its confidence.
struct Alternative {
  std::uint32_t word = 0;  // index into Page::words
  Span at;                 // the word or some of its letters, in the recognized text
  std::string text;
  float confidence = -1;  // 0 to 1; negative where the file does not say
  std::string purpose;    // as the file has it: "original", ...
};

// What a line is. The names (RoleName) are those of the record.
enum class Role : std::uint8_t {
#define WARRAQ_ROLE(id, name, kept) id,
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
};
std::string_view RoleName(Role role);
bool IsBody(Role role);  // text of the article itself: paragraphs, quotations, lists, tables
bool IsKept(Role role);  // part of the article, and not named among the removed

// What an HTML element says of its text; kLine where there is no markup.
enum class Element : std::uint8_t {
  kLine,
  kParagraph,
  kHeading1,
  kHeading2,
  kHeading3,
  kListItem,
  kQuote,
  kCaption,
  kTableCell,
  kPreformatted,
  kTime,
  kButton,
  kTitle,
  kDivision,
};

// Kinds of container that a line may stand in, as bits of Hints::inside.
enum Inside : std::uint32_t {
  kInNavigation = 1u << 0,
  kInHeader = 1u << 1,
  kInFooter = 1u << 2,
  kInAside = 1u << 3,
  kInForm = 1u << 4,
  kInArticle = 1u << 5,
  kInMain = 1u << 6,
  kInFigure = 1u << 7,
  kInTable = 1u << 8,
  kInHidden = 1u << 9,
  kInButton = 1u << 10,
  kInList = 1u << 11,
  kInQuote = 1u << 12,
  kInDialog = 1u << 13,
  // By the words of class, id, role and itemprop (models/class_words.tsv).
  kSaysBody = 1u << 14,
  kSaysComments = 1u << 15,
  kSaysShare = 1u << 16,
  kSaysRelated = 1u << 17,
  kSaysAdvertisement = 1u << 18,
  kSaysNavigation = 1u << 19,
  kSaysSubscription = 1u << 20,
  kSaysCookies = 1u << 21,
  kSaysByline = 1u << 22,
  kSaysDate = 1u << 23,
  kSaysHeadline = 1u << 24,
  kSaysDeck = 1u << 25,
  kSaysCaption = 1u << 26,
  kSaysCredit = 1u << 27,
  kSaysTags = 1u << 28,
  kSaysFooter = 1u << 29,
  kSaysSidebar = 1u << 30,
  kSaysWidget = 1u << 31,
};

// What HTML or ink knows about a line, beside its text.
struct Hints {
  Element element = Element::kLine;
  std::uint32_t inside = 0;      // Inside bits, of the element and all its ancestors
  std::uint32_t own = 0;         // those of the nearest block alone
  std::uint32_t container = 0;   // index into Page::containers
  std::uint32_t link_bytes = 0;  // of the line's text, how much is inside links
  std::uint32_t bold_bytes = 0;
  std::uint32_t row = 0;        // of a table cell: rows are numbered through the page from 1
  Box box;                      // of ink
  float type_size = 0;          // of ink: height of the line's letters, pixels
  std::uint32_t paragraph = 0;  // lines of ink with one number belong together; 0: not known
};

// A block element of HTML, or a column of ink; they nest. containers[0] is the whole page.
struct Container {
  std::uint32_t parent = 0;
  std::uint32_t inside = 0;
  std::uint32_t first_line = 0;
  std::uint32_t end_line = 0;
  std::uint32_t kin = 0;  // one number for all whose tags and classes are alike, up to the page
};

struct Line {
  Span at;  // bytes of Page::text, without the line's end
  Role role = Role::kUnknown;
  float confidence = 0;  // of the role, 0 to 1
  std::string_view why;  // the rule that gave it; static storage
};

// How many other pages of the site have this very line, of so many that were looked at.
struct SharedLine {
  std::uint8_t pages = 0;
  std::uint8_t of = 0;
};

// An update of a live blog: the lines [first_line, end_line), and where in the page's text its time
// stands, which its writer gave without a day or with one.
struct LiveUpdate {
  std::uint32_t first_line = 0;
  std::uint32_t end_line = 0;
  std::uint32_t stamp_line = 0;
  Span stamp;               // with the marks that part it from the text, where both share a line
  std::int32_t minute = 0;  // of the day; -1 where only the markup tells the time
};

// Evidence that is no line of the page: metadata, attributes, the address.
enum class FactKind : std::uint8_t {
  kHeadline,
  kDeck,
  kByline,
  kPublished,
  kModified,
  kSection,
  kTag,
  kCanonical,
  kSite,
  kImage,
  kAlternate,
  kLanguage,
  kAgency,
  kType,
  kDate,      // of what, it does not say
  kPageLink,  // another page of the same text; `detail` is "next", "previous" or nothing
};
struct Fact {
  FactKind kind{};
  std::string_view witness;  // "json-ld", "meta", "time-element", "uri", ...; static storage
  Text text;                 // its origin is that of the page's text; of ink, a place in the
                             // source's bytes, counted from the end of the recognized text
  std::string detail;        // for kAlternate the language, for kMeta the property's name; of a
                             // kPageLink of METS, behind a space, which article goes on
  std::uint32_t line = 0;    // the first line behind it
  std::uint32_t inside = 0;  // Inside bits of where it stands
};

// Something to tell about a page or record: a code such as "lost-bytes" and where it was seen.
struct Note {
  std::string code;
  std::vector<Span> origin;
  std::vector<std::string> candidates = {};  // what may have stood there
  std::uint32_t count = 0;                   // how many of it, where places do not tell; else 0
};

// How often a repair changed the text.
struct RepairCount {
  std::string_view rule;
  std::uint32_t count = 0;
};

// One place that a repair changed: what it read and what it wrote, both UTF-8. A place may be
// changed by several, one behind the other.
struct RepairChange {
  std::string_view rule;
  std::vector<Span> from;  // bytes of the source; empty for what was put in
  std::uint32_t at = 0;    // where `from` begins, or the place in the source where it was put in
  std::string before;
  std::string after;
};

struct Page {
  const Source* source = nullptr;
  int number = 0;            // 1-based; 0 where the source has no pages
  bool ink = false;          // the origin of texts is recognized text, not the source's bytes
  Text text;                 // lines in reading order, each ended by "\n"
  std::vector<Line> lines;   // one for each line of `text`, empty ones too
  std::vector<Hints> hints;  // one for each line, or none at all (text dumps)
  std::vector<Container> containers;
  std::vector<Fact> facts;
  std::vector<SharedLine> shared;   // one for each line, or none: nothing is known of the site
  std::vector<LiveUpdate> updates;  // of a live blog, in the order of the page
  std::vector<std::uint64_t> said;  // runs of words of the body that the metadata give, sorted
  std::vector<Word> words;          // of ink, by `at`
  std::vector<Alternative> alternatives;  // of ink, by word
  std::string recognized;                 // of ink: the text as it was recognized
  std::string recognizer;                 // of ink: "tesseract 5.3.0 Arabic"
  Box image;                              // of ink: the size of the page image
  std::string image_name;  // of ink that another program recognized, if its file says so
  PageFile file;
  std::vector<DateClaim> claims;  // in the order of the text; those of facts come after
  std::vector<RepairCount> repairs;
  std::vector<Note> notes;

  std::string_view Bytes(const Line& line) const {
    return text.bytes().substr(line.at.begin, line.at.size());
  }
};

}  // namespace warraq

#endif  // WARRAQ_PAGE_H_
