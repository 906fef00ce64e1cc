// The physical structMap gives the pages, its fptr elements their files; of several files of a page
// the one with recognized text is taken (ALTO before others, of equals the last, which OCR-D made
// of those before). The logical structMap gives the articles: divisions of that name whose areas
// point to blocks of the pages' files. What stands in no article keeps its place before or behind.

#include "plugin/read/mets.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "plugin/read/ocr_xml.h"
#include "plugin/text/ascii.h"
#include "plugin/text/encoding.h"
#include "plugin/text/validity.h"

namespace warraq {
namespace {

constexpr std::size_t kMostPages = 10'000;
constexpr std::size_t kMostAreas = 1'000'000;
constexpr std::size_t kMostBylines = 16;  // of an article

bool Holds(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

std::string Unescaped(std::string_view href) {
  std::string path;
  for (std::size_t i = 0; i < href.size(); ++i) {
    const bool escape = href[i] == '%' && i + 2 < href.size() && HexValue(href[i + 1]) >= 0 &&
                        HexValue(href[i + 2]) >= 0;
    path +=
        escape ? static_cast<char>(HexValue(href[i + 1]) * 16 + HexValue(href[i + 2])) : href[i];
    if (escape) i += 2;
  }
  return path;
}

// What a division is called, and what lines it holds are by that.
struct Division {
  std::string_view type;  // small letters
  std::uint32_t inside;
};
constexpr auto kDivisions = std::to_array<Division>({{"article", kInArticle},
                                                     {"letter", kInArticle},
                                                     {"obituary", kInArticle},
                                                     {"review", kInArticle},
                                                     {"editorial", kInArticle},
                                                     {"heading", kSaysHeadline},
                                                     {"headline", kSaysHeadline},
                                                     {"title", kSaysHeadline},
                                                     {"main_title", kSaysHeadline},
                                                     {"subtitle", kSaysDeck},
                                                     {"subheadline", kSaysDeck},
                                                     {"subheading", kSaysDeck},
                                                     {"author", kSaysByline},
                                                     {"byline", kSaysByline},
                                                     {"body", kSaysBody},
                                                     {"body_content", kSaysBody},
                                                     {"paragraph", kSaysBody},
                                                     {"text", kSaysBody},
                                                     {"textblock", kSaysBody},
                                                     {"caption", kSaysCaption},
                                                     {"advertisement", kSaysAdvertisement},
                                                     {"advert", kSaysAdvertisement}});
constexpr std::uint32_t kParts =
    kSaysHeadline | kSaysDeck | kSaysByline | kSaysBody | kSaysCaption | kSaysAdvertisement;

std::uint32_t InsideOf(std::string_view type) {
  const std::string lower = LowerAscii(type.substr(type.rfind(':') + 1));
  const auto known = std::ranges::find(kDivisions, lower, &Division::type);
  return known == kDivisions.end() ? 0 : known->inside;
}

bool IsPageType(std::string_view type) {
  return LowerAscii(type.substr(type.rfind(':') + 1)) == "page";
}

// How likely a file holds the recognized text of a page; 0 where it does not.
int RankOf(std::string_view use, std::string_view mime, std::string_view href) {
  if (mime.starts_with("image/") || mime == "application/pdf" || mime == "text/plain") return 0;
  if (Holds(mime, "alto") || Holds(use, "alto")) return 3;
  if (Holds(mime, "page+xml") || Holds(use, "ocr") || Holds(use, "fulltext")) return 2;
  const bool ends = href.ends_with(".xml") || href.ends_with(".hocr") || href.ends_with(".html");
  const bool says = Holds(mime, "xml") || Holds(mime, "hocr") || Holds(mime, "html");
  return says || ends ? 1 : 0;
}

class MetsReader {
 public:
  MetsReader(const pugi::xml_node& root, const Text& text) : root_(root), text_(text) {}

  Result<MetsFile> Read() && {
    ReadFiles();
    ReadDescriptions();
    ReadPages();
    if (mets_.pages.size() > kMostPages) {
      return Error{Code::kTooLarge, 0,
                   "it has " + std::to_string(mets_.pages.size()) + " pages; the limit is " +
                       std::to_string(kMostPages)};
    }
    if (mets_.pages.empty()) {
      return Error{Code::kDamagedMarkup, 0, "it names no page with a file of recognized text"};
    }
    ReadArticles();
    NameTheIssue();
    return std::move(mets_);
  }

 private:
  struct File {
    std::string_view href;
    int rank = 0;
  };
  // What a dmdSec says.
  struct Description {
    MetsValue title, published;
    std::vector<MetsValue> authors;
  };

  void ReadFiles() {
    const pugi::xml_node section = ChildNamed(root_, "fileSec");
    std::vector<std::string> uses;  // of the elements around
    std::vector<pugi::xml_node> open;
    for (pugi::xml_node node = section; node; node = NextNode(node, section)) {
      while (!open.empty() && open.back() != node.parent()) open.pop_back(), uses.pop_back();
      const std::string_view name = LocalName(node);
      std::string use = open.empty() ? std::string() : uses.back();
      if (name == "fileGrp" || name == "file") {
        const std::string own =
            LowerAscii(Attribute(node, "USE")) + ' ' + LowerAscii(Attribute(node, "ID"));
        use = name == "fileGrp" || own.size() > 1 + Attribute(node, "ID").size() ? own : use + own;
        if (use.size() > 1000) use.resize(1000);
      }
      if (name == "FLocat") ReadLocation(node, use);
      if (node.first_child()) open.push_back(node), uses.push_back(std::move(use));
    }
    std::ranges::sort(mets_.paths);
    mets_.paths.erase(std::unique(mets_.paths.begin(), mets_.paths.end()), mets_.paths.end());
  }

  void ReadLocation(const pugi::xml_node& location, std::string_view use) {
    const pugi::xml_node file = location.parent();
    std::string_view href;
    for (const pugi::xml_attribute attribute : location.attributes()) {
      const std::string_view name = attribute.name();
      if (name == "href" || name.ends_with(":href")) href = attribute.value();
    }
    if (href.empty()) return;
    const int rank = RankOf(use, LowerAscii(Attribute(file, "MIMETYPE")), LowerAscii(href));
    const std::string_view id = Attribute(file, "ID");
    const bool added = files_.emplace(id, File{href, rank}).second;
    if (added) file_ids_.push_back(id);
    if (std::string path = LocalPath(href); !path.empty()) mets_.paths.push_back(std::move(path));
  }

  void ReadDescriptions() {
    for (pugi::xml_node node = root_.first_child(); node; node = node.next_sibling()) {
      if (LocalName(node) != "dmdSec") continue;
      Description said;
      for (pugi::xml_node at = node; at; at = NextNode(at, node)) ReadStatement(at, node, said);
      descriptions_.emplace(Attribute(node, "ID"), std::move(said));
    }
  }

  // MODS: titleInfo/title, originInfo/dateIssued, name/namePart; Dublin Core: title, date, creator.
  // Titles and dates of what the thing is part of (relatedItem) are not its own.
  void ReadStatement(const pugi::xml_node& node, const pugi::xml_node& section,
                     Description& said) const {
    const std::string_view name = LocalName(node);
    const bool title = name == "title", date = name == "dateIssued" || name == "date";
    const bool author = name == "namePart" || name == "creator";
    if (!title && !date && !author) return;
    constexpr int kNear = 6;
    pugi::xml_node around = node.parent();
    for (int i = 0; i < kNear && around && around != section; ++i, around = around.parent()) {
      if (LocalName(around) == "relatedItem" || LocalName(around) == "recordInfo") return;
    }
    MetsValue value = ValueOf(node);
    if (value.text.empty()) return;
    const std::string_view type = Attribute(node, "type");
    if (title && said.title.text.empty()) said.title = std::move(value);
    if (date && said.published.text.empty()) said.published = std::move(value);
    if (author && type != "date" && type != "termsOfAddress" &&
        said.authors.size() < kMostBylines) {
      said.authors.push_back(std::move(value));
    }
  }

  // The text of an element, and where it stands in the source.
  MetsValue ValueOf(const pugi::xml_node& element) const {
    const pugi::xml_node content = element.first_child();
    MetsValue value;
    if (content.type() != pugi::node_pcdata && content.type() != pugi::node_cdata) return value;
    const std::string_view said = content.value();
    const std::string_view text = Trimmed(said);
    const auto before = static_cast<std::size_t>(text.data() - said.data());
    value.text = text;
    const std::ptrdiff_t offset = content.offset_debug();
    if (offset < 0 || text.empty()) return value;
    const std::size_t begin = static_cast<std::size_t>(offset) + before;
    // Only what was copied as it stands has a place of its own bytes.
    if (text_.bytes().substr(std::min(begin, text_.bytes().size()), text.size()) != text)
      return value;
    const std::vector<Span> origin = text_.Origin(begin, begin + text.size());
    if (origin.size() == 1 && origin[0].size() == text.size()) value.at = origin[0].begin;
    return value;
  }

  const Description* DescriptionOf(std::string_view ids) const {
    for (std::size_t at = 0; at < ids.size();) {
      const std::size_t end = std::min(ids.find(' ', at), ids.size());
      const auto found = descriptions_.find(ids.substr(at, end - at));
      if (found != descriptions_.end()) return &found->second;
      at = end + 1;
    }
    return nullptr;
  }

  pugi::xml_node Structure(std::string_view type) const {
    for (pugi::xml_node node = root_.first_child(); node; node = node.next_sibling()) {
      if (LocalName(node) == "structMap" && LowerAscii(Attribute(node, "TYPE")) == type)
        return node;
    }
    return {};
  }

  void ReadPages() {
    ReadPagesOf(Structure("physical"));
    for (pugi::xml_node node = root_.first_child(); node && mets_.pages.empty();
         node = node.next_sibling()) {
      if (LocalName(node) == "structMap") ReadPagesOf(node);
    }
    if (!mets_.pages.empty()) return;
    // No structure: every file of recognized text is a page.
    int best = 1;
    for (const auto& [id, file] : files_) best = std::max(best, file.rank);
    for (const std::string_view id : file_ids_) {
      if (files_.at(id).rank == best) AddPage(id);
    }
  }

  void ReadPagesOf(const pugi::xml_node& structure) {
    struct Found {
      double order;
      pugi::xml_node parent;
      std::string_view file;
    };
    std::vector<Found> found;
    for (pugi::xml_node node = structure.first_child(); node;) {
      const bool is_division = LocalName(node) == "div";
      const std::string_view file = is_division ? FileOf(node) : std::string_view();
      const bool is_page = is_division && (IsPageType(Attribute(node, "TYPE")) || !file.empty());
      if (is_page) found.push_back({NumberOf(node, "ORDER", 0), node.parent(), file});
      node = is_page ? NodeBehind(node, structure) : NextNode(node, structure);
    }
    // ORDER counts among siblings.
    for (std::size_t first = 0; first < found.size();) {
      std::size_t end = first;
      while (end < found.size() && found[end].parent == found[first].parent) ++end;
      const auto begin = found.begin() + static_cast<std::ptrdiff_t>(first);
      const auto behind = found.begin() + static_cast<std::ptrdiff_t>(end);
      if (std::all_of(begin, behind, [](const Found& one) { return one.order > 0; })) {
        std::stable_sort(begin, behind,
                         [](const Found& a, const Found& b) { return a.order < b.order; });
      }
      first = end;
    }
    const bool any = std::ranges::any_of(found, [](const Found& one) { return !one.file.empty(); });
    if (!any) return;
    for (const Found& one : found) AddPage(one.file);
  }

  // The file of recognized text among those that the division itself points to.
  std::string_view FileOf(const pugi::xml_node& division) const {
    std::string_view best;
    int rank = 1;
    for (pugi::xml_node pointer = division.first_child(); pointer;
         pointer = pointer.next_sibling()) {
      if (LocalName(pointer) != "fptr") continue;
      for (pugi::xml_node node = pointer; node; node = NextNode(node, pointer)) {
        const std::string_view id = Attribute(node, "FILEID");
        const auto file = files_.find(id);
        if (id.empty() || file == files_.end() || file->second.rank < rank) continue;
        best = id, rank = file->second.rank;
      }
    }
    return best;
  }

  void AddPage(std::string_view file) {
    MetsPage page;
    if (const auto known = files_.find(file); !file.empty() && known != files_.end()) {
      page.href = known->second.href;
      page.path = LocalPath(page.href);
      std::vector<std::uint32_t>& pages = pages_of_[file];
      pages.push_back(static_cast<std::uint32_t>(mets_.pages.size()));
      page.number = static_cast<std::uint32_t>(pages.size());
    }
    mets_.pages.push_back(std::move(page));
  }

  // What the divisions around an element make of it.
  struct Around {
    pugi::xml_node node;
    std::uint32_t inside = 0;
    std::uint32_t article = MetsArea::kNoArticle;
    const MetsValue* published = nullptr;
  };

  void ReadArticles() {
    pugi::xml_node structure = Structure("logical");
    if (!structure) structure = Structure("logical_structure");
    std::vector<Around> open;
    for (pugi::xml_node node = structure.first_child(); node; node = NextNode(node, structure)) {
      while (!open.empty() && open.back().node != node.parent()) open.pop_back();
      Around around = open.empty() ? Around{} : open.back();
      around.node = node;
      const std::string_view name = LocalName(node);
      if (name == "div") EnterDivision(node, around);
      if (name == "area" || name == "fptr") AddArea(node, around);
      if (node.first_child()) open.push_back(around);
    }
  }

  void EnterDivision(const pugi::xml_node& division, Around& around) {
    const Description* const said = DescriptionOf(Attribute(division, "DMDID"));
    if (said != nullptr && !said->published.text.empty()) around.published = &said->published;
    const std::uint32_t inside = InsideOf(Attribute(division, "TYPE"));
    if (inside == kInArticle && around.article == MetsArea::kNoArticle) {
      around.article = static_cast<std::uint32_t>(mets_.articles.size());
      around.inside = kInArticle;
      MetsArticle article;
      if (said != nullptr) article.headline = said->title, article.bylines = said->authors;
      if (article.headline.text.empty()) article.headline.text = Attribute(division, "LABEL");
      if (around.published != nullptr) article.published = *around.published;
      mets_.articles.push_back(std::move(article));
    } else if ((inside & kParts) != 0) {
      around.inside = (around.inside & ~kParts) | inside;
    }
  }

  void AddArea(const pugi::xml_node& area, const Around& around) {
    const std::string_view file = Attribute(area, "FILEID");
    const auto pages = pages_of_.find(file);
    if (file.empty() || pages == pages_of_.end() || mets_.areas.size() >= kMostAreas) return;
    const std::string_view begin = Attribute(area, "BEGIN");
    // A file of several pages says with each block which one it is of.
    const std::size_t of_file = begin.empty() ? 1 : pages->second.size();
    for (std::size_t i = 0; i < std::min<std::size_t>(of_file, 64); ++i) {
      mets_.areas.push_back({pages->second[i], std::string(begin), around.inside, around.article});
    }
  }

  // The day that the issue's own description gives, or the one day that all descriptions give.
  void NameTheIssue() {
    for (const auto& [id, said] : descriptions_) {
      if (said.published.text.empty()) continue;
      if (!mets_.published.text.empty() && mets_.published.text != said.published.text) {
        mets_.published = {};
        break;
      }
      if (mets_.published.text.empty()) mets_.published = said.published;
    }
    for (MetsArticle& article : mets_.articles) {
      if (article.published.text.empty()) article.published = mets_.published;
    }
    std::ranges::stable_sort(mets_.areas, {}, &MetsArea::page);
  }

  pugi::xml_node root_;
  const Text& text_;
  MetsFile mets_;
  std::map<std::string_view, File> files_;
  std::vector<std::string_view> file_ids_;  // in their order
  std::map<std::string_view, std::vector<std::uint32_t>> pages_of_;
  std::map<std::string_view, Description> descriptions_;
};

}  // namespace

std::string LocalPath(std::string_view href) {
  if (href.starts_with("file:")) {
    href.remove_prefix(5);
    if (href.starts_with("//.")) href.remove_prefix(2);
  }
  std::string path = Unescaped(href);
  std::ranges::replace(path, '\\', '/');
  if (path.empty() || path.front() == '/') return {};
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (std::ranges::any_of(path, control)) return {};
  // "http:", "C:"
  if (path.substr(0, path.find('/')).find(':') != std::string::npos) return {};
  std::string local;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view name = std::string_view(path).substr(at, end - at);
    if (name == "..") return {};
    if (!name.empty() && name != ".") (local += local.empty() ? "" : "/") += name;
    at = end + 1;
  }
  return local;
}

bool IsMets(std::string_view bytes) {
  return Holds(bytes.substr(0, 64), "<") && OcrFormatOf(bytes) == Format::kMets;
}

Result<MetsFile> ReadMets(std::string_view bytes) {
  WARRAQ_TRY(Decoded decoded, Decode(bytes, DeclaredEncoding(bytes)));
  std::uint32_t broken = 0;
  const Text valid = ReplaceBroken(decoded.text, broken);
  const Text& text = broken > 0 ? valid : decoded.text;
  pugi::xml_document document;
  bool damaged = false;
  WARRAQ_TRY(const bool parsed, ParseXml(text.bytes(), document, damaged));
  (void)parsed;
  WARRAQ_TRY(MetsFile mets, MetsReader(ChildNamed(document, "mets"), text).Read());
  mets.encoding = decoded.encoding;
  mets.damaged = damaged;
  return mets;
}

}  // namespace warraq
