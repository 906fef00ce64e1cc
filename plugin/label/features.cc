// Each line's own shape, those of its neighbours, where it stands, how often it is repeated; and,
// where there is markup, its element, the kinds of container around it, links, and how much of the
// page's prose its containers hold. Counts go in as logarithms, so that a rule learnt on a page of
// forty lines holds on one of four hundred.

#include "plugin/label/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "plugin/label/furniture.h"
#include "plugin/label/known_names.h"
#include "plugin/label/look.h"
#include "plugin/label/proportion.h"
#include "plugin/label/wording.h"
#include "plugin/text/word_runs.h"

namespace warraq {
namespace {

// Words that stand in sentences: the stuff of articles.
float Prose(const Shape& shape) {
  const bool prose = shape.words >= 8 && (shape.ends_sentence || shape.sentences > 0);
  return prose ? static_cast<float>(shape.words) : 0.0F;
}

float LinkShare(const Labelling& labelling, std::size_t line) {
  const Hints* hints = labelling.hints(line);
  return hints == nullptr ? 0 : Share(hints->link_bytes, labelling.page.lines[line].at.size());
}

class Extractor {
 public:
  explicit Extractor(const Labelling& labelling)
      : labelling_(labelling), names_(labelling, labelling.FilledBelow(kNoLine)) {
    const std::size_t most = labelling.shapes.size();
    for (auto* columns : {&prose_, &near_prose_, &far_prose_, &prose_before_, &furniture_,
                          &furniture_near_, &wording_of_}) {
      columns->reserve(most);
    }
    times_.resize(most);
    table_.lines.reserve(most);
    for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
      const Shape& shape = labelling.shapes[i];
      if (shape.empty()) continue;
      table_.lines.push_back(i);
      prose_.push_back(Prose(shape) * (1 - LinkShare(labelling, i)));
      ++times_[labelling.firsts[i]];
      words_ += shape.words;
      scripts_[static_cast<std::size_t>(shape.script)] += shape.letters;
    }
    for (const float prose : prose_) total_prose_ += prose;
    log_words_ = Log(words_);
    log_prose_ = Log(total_prose_);
    CountFurniture();
    scripts_[0] = 0;
    script_ =
        static_cast<Script>(std::max_element(scripts_.begin(), scripts_.end()) - scripts_.begin());
    SumContainers();
    SumWording();
    AverageNeighbours();
    FindLandmarks();
    CompareVocabulary();
    CountAround();
    ReadDescription();
    if (labelling.is_html()) NumberArticles();
  }

  FeatureTable Extract() && {
    if (table_.lines.empty()) return std::move(table_);
    std::array<float, FeatureRow::kMost> counted;
    values_ = {counted.data(), 1};
    AddRow(0);
    table_.SetColumns(static_cast<std::size_t>(values_.end() - counted.data()));
    for (std::size_t row = 0; row < table_.lines.size(); ++row) {
      values_ = table_.Row(row);
      AddRow(row);
    }
    return std::move(table_);
  }

 private:
  void AddRow(std::size_t row) {
    AddShape(row);
    AddLook(row);
    AddWording(row);
    AddVocabulary(row);
    AddAround(row);
    AddNeighbours(row);
    AddPlace(row);
    AddLandmarks(row);
    AddEvidence(row);
    AddNames(row);
    if (!labelling_.page.hints.empty() && !labelling_.page.ink) AddMarkup(row);
  }

  void Put(float value) { values_.Put(value); }
  const Shape& ShapeAt(std::size_t row) const { return labelling_.shapes[table_.lines[row]]; }

  void AddShape(std::size_t row) {
    const Shape& shape = ShapeAt(row);
    const auto characters = static_cast<double>(shape.letters + shape.digits + shape.others);
    Put(Log(shape.words));
    Put(Share(shape.digits, characters));
    Put(Share(shape.others, characters));
    Put(Share(shape.capitals, shape.words));
    Put(Share(shape.letters, shape.words));
    Put(Log(shape.commas));
    Put(Log(shape.sentences));
    Put(static_cast<float>(shape.ends_sentence) + 2 * static_cast<float>(shape.ends_colon));
    Put(static_cast<float>(shape.starts_lower) + 2 * static_cast<float>(shape.starts_quote) +
        4 * static_cast<float>(shape.starts_bullet));
    Put(static_cast<float>(std::min(shape.gaps, 8u)));
    Put(shape.script == script_ ? 0.0F : shape.script == Script::kCommon ? 1.0F : 2.0F);
    Put(Log(times_[labelling_.firsts[table_.lines[row]]] - 1));
    const Line& line = labelling_.page.lines[table_.lines[row]];
    Put(line.role == Role::kUnknown ? 0 : line.confidence);
    Put(line.role == Role::kTimestamp || line.role == Role::kCredit ? 1.0F : 0.0F);
  }

  // Marks that tell a teaser, an address or a price list from a sentence.
  void AddLook(std::size_t row) {
    const std::string_view text = ShapeAt(row).text;
    const Look look = LookOf(text);
    const bool cut = text.ends_with("...") || text.ends_with("\xE2\x80\xA6");
    Put(Share(static_cast<double>(look.upper), static_cast<double>(look.upper + look.lower)));
    Put(Log(static_cast<std::uint32_t>(look.marks)));
    Put(Log(furniture_[row]));
    Put(furniture_near_[row]);
    Put(static_cast<float>(cut) + 2 * static_cast<float>(text.ends_with('?')) +
        4 * static_cast<float>(look.address));
    Put(Log(date_bytes_[row]));
  }

  // What the words say, here, beside and around. A language that the table does not have says
  // little anywhere, so that the page's own prose is the measure.
  void AddWording(std::size_t row) {
    const std::size_t rows = table_.lines.size();
    Put(page_wording_);
    Put(WordingOf(row) - page_wording_);
    Put(WordingOf(row));
    Put(row > 0 ? WordingOf(row - 1) : 0);
    Put(row + 1 < rows ? WordingOf(row + 1) : 0);
    for (const std::size_t reach : {std::size_t{3}, std::size_t{10}}) {
      Put(wording_.Mean(row > reach ? row - reach : 0, row, 0));
      Put(wording_.Mean(row + 1, row + 1 + reach, 0));
    }
  }

  // How many lines around are dated, very short, or sentences: lists of teasers and comments.
  void AddAround(std::size_t row) {
    constexpr std::size_t kReach = 8;
    const std::size_t rows = table_.lines.size();
    const auto put = [&](std::size_t begin, std::size_t end) {
      const Around& before = around_before_[begin];
      const Around& behind = around_before_[end];
      Put(static_cast<float>(behind.dates - before.dates));
      Put(static_cast<float>(behind.shorts - before.shorts));
      Put(static_cast<float>(behind.sentences - before.sentences));
    };
    put(row > kReach ? row - kReach : 0, row);
    put(std::min(row + 1, rows), std::min(row + 1 + kReach, rows));
  }

  // The words that other prose and the headline have too.
  void AddVocabulary(std::size_t row) {
    AddShared(shared_, shared_sums_, row, values_);
    Put(with_headline_[row]);
  }

  float WordingOf(std::size_t row) const { return wording_of_[row]; }

  void SumWording() {
    for (std::size_t row = 0; row < table_.lines.size(); ++row) {
      const Shape& shape = ShapeAt(row);
      const float wording = static_cast<float>(shape.wording) * Wording::kUnit /
                            std::sqrt(static_cast<float>(shape.words + 1));
      wording_of_.push_back(wording);
      wording_.Add(wording);
      page_wording_ += wording * prose_[row];
    }
    page_wording_ = total_prose_ > 0 ? page_wording_ / static_cast<float>(total_prose_) : 0;
  }

  void CompareVocabulary() {
    constexpr float kMassOfProse = 0.5F;  // two lines make a word one of the page's
    std::vector<float> mass;
    for (const float prose : prose_) mass.push_back(prose > 0 ? kMassOfProse : 0.0F);
    table_.vocabulary = Vocabulary(labelling_.words, table_.lines);
    shared_ = table_.vocabulary.Shared(mass);
    for (const float shared : shared_) shared_sums_.Add(shared);
    if (table_.lines.empty()) return;
    with_headline_ = table_.vocabulary.SharedWith(headline_ == kNoLine ? 0 : headline_);
  }

  void CountAround() {
    around_before_.push_back({});
    for (std::size_t row = 0; row < table_.lines.size(); ++row) {
      const Around& last = around_before_.back();
      const Shape& shape = ShapeAt(row);
      around_before_.push_back({last.dates + (date_bytes_[row] > 0),
                                last.shorts + (shape.words <= 3),
                                last.sentences + shape.ends_sentence});
    }
  }

  void AddNeighbours(std::size_t row) {
    const std::size_t rows = table_.lines.size();
    for (const int step : {-2, -1, 1, 2}) {
      const std::size_t other = row + static_cast<std::size_t>(step);
      const bool there = other < rows;
      Put(there ? Log(ShapeAt(other).words) : -1);
      Put(there ? static_cast<float>(ShapeAt(other).ends_sentence) : -1);
      const bool near = step == -1 || step == 1;
      if (near) Put(there ? labelling_.page.lines[table_.lines[other]].confidence : -1);
      if (near && labelling_.is_html())
        Put(there ? LinkShare(labelling_, table_.lines[other]) : -1);
    }
    Put(near_prose_[row]);
    Put(far_prose_[row]);
  }

  void AddPlace(std::size_t row) {
    const auto rows = static_cast<double>(table_.lines.size());
    Put(Share(static_cast<double>(row), rows));
    Put(Log(static_cast<double>(row)));
    Put(Log(rows - static_cast<double>(row)));
    Put(log_words_);
    Put(log_prose_);
    Put(Share(prose_before_[row], total_prose_));
    Put(static_cast<float>(std::min(ShapeAt(row).blank_before, 4u)));
  }

  // How far it is to the headline, to the last line that said what follows it ("Related"), to the
  // next that says so, and to the last heading.
  void AddLandmarks(std::size_t row) {
    const auto at = static_cast<double>(row);
    const double headline = at - static_cast<double>(headline_);
    Put(headline_ == kNoLine ? -20 : headline < 0 ? -Log(-headline) : Log(headline));
    Put(sign_above_[row] == kNoRow ? -1 : Log(at - static_cast<double>(sign_above_[row])));
    Put(sign_above_[row] == kNoRow ? -1 : RoleAt(sign_above_[row]));
    Put(sign_below_[row] == kNoRow ? -1 : Log(static_cast<double>(sign_below_[row]) - at));
    Put(sign_below_[row] == kNoRow ? -1 : RoleAt(sign_below_[row]));
  }

  // What the metadata say of the body, and of the page.
  void AddEvidence(std::size_t row) {
    if (!labelling_.is_html()) return;
    runs_.clear();
    if (!labelling_.page.said.empty() || !description_.empty()) {
      AppendWordRuns(ShapeAt(row).text, runs_);
    }
    Put(labelling_.page.said.empty() ? -1 : Found(labelling_.page.said));
    Put(description_.empty() ? -1 : Found(description_));
    Put(page_type_);
    Put(says_article_);
    Put(says_other_);
    Put(comment_share_);
    Put(Log(static_cast<double>(prose_over_comments_)));
    for (const float share : marked_share_) Put(share);
    Put(table_share_ > 0.5F ? 1.0F : 0.0F);  // tables lay out old pages
  }

  void AddNames(std::size_t row) {
    const KnownNames::Found found = names_.In(table_.lines[row]);
    Put(found.site);
    if (!labelling_.is_html()) return;
    Put(std::min(found.authors, 4.0F));
    Put(static_cast<float>(found.begins));
  }

  float Found(const std::vector<std::uint64_t>& known) const {
    std::size_t found = 0;
    for (const std::uint64_t run : runs_) found += std::ranges::binary_search(known, run);
    return runs_.empty() ? -0.5F
                         : Share(static_cast<double>(found), static_cast<double>(runs_.size()));
  }

  void AddMarkup(std::size_t row) {
    const std::size_t line = table_.lines[row];
    const Hints& hints = *labelling_.hints(line);
    Put(static_cast<float>(hints.element));
    Put(Share(hints.link_bytes, labelling_.page.lines[line].at.size()));
    Put(Share(hints.bold_bytes, labelling_.page.lines[line].at.size()));
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
      Put(static_cast<float>((hints.inside >> bit & 1) + (hints.own >> bit & 1)));
    }
    // The container and what is around it: how much prose, how many links.
    std::uint32_t container = hints.container;
    for (int level = 0; level < 4; ++level) {
      Put(Share(container_prose_[container], total_prose_));
      Put(Share(container_links_[container], container_bytes_[container]));
      Put(Log(container_lines_[container]));
      container = labelling_.page.containers[container].parent;
    }
    Put(SharedProse(hints.container));
    // The boxes that are made like this one: a list of teasers is many of them.
    const Kin& kin = kin_.at(labelling_.page.containers[hints.container].kin);
    Put(Log(kin.lines));
    Put(Share(kin.words, kin.lines));
    Put(Share(kin.links, kin.bytes));
    Put(Share(kin.prose, total_prose_));
    // The heading over it, and its place in its box.
    Put(heading_above_[row] == kNoRow
            ? -1
            : Log(static_cast<double>(row) - static_cast<double>(heading_above_[row])));
    Put(heading_above_[row] == kNoRow
            ? -1
            : static_cast<float>(labelling_.hints(table_.lines[heading_above_[row]])->element));
    const Container& box = labelling_.page.containers[hints.container];
    Put(Log(static_cast<double>(line - std::min<std::size_t>(line, box.first_line))));
    Put(Log(static_cast<double>(box.end_line - std::min<std::size_t>(line, box.end_line))));
    Put(static_cast<float>(Depth(hints.container)));
    Put(static_cast<float>(article_of_container_[hints.container]));
    Put(static_cast<float>(articles_));
    AddWayToHeadline(hints.container);
  }

  // How far up is the box that holds the headline too, and how much prose it and the one below
  // hold.
  void AddWayToHeadline(std::uint32_t container) {
    int level = 0;
    std::uint32_t below = container;
    for (; level < 64 && container != 0 && !holds_headline_[container]; ++level) {
      below = container;
      container = labelling_.page.containers[container].parent;
    }
    Put(static_cast<float>(level));
    Put(Share(container_prose_[container], total_prose_));
    Put(Share(container_prose_[below], total_prose_));
  }

  void NumberArticles() {
    const auto& containers = labelling_.page.containers;
    article_of_container_.assign(std::max<std::size_t>(containers.size(), 1), 0);
    for (std::size_t i = 1; i < containers.size(); ++i) {
      const Container& one = containers[i];
      const bool in = (one.inside & kInArticle) != 0;
      const bool parent_in = (containers[one.parent].inside & kInArticle) != 0;
      article_of_container_[i] = !in         ? 0
                                 : parent_in ? article_of_container_[one.parent]
                                             : ++articles_;
    }
    holds_headline_.assign(std::max<std::size_t>(containers.size(), 1), 0);
    if (containers.empty() || headline_ == kNoLine) return;
    std::uint32_t box = labelling_.hints(table_.lines[headline_])->container;
    for (int level = 0; level < 256 && box != 0; ++level) {
      holds_headline_[box] = 1;
      box = containers[box].parent;
    }
  }

  int Depth(std::uint32_t container) const {
    int depth = 0;
    for (; container != 0 && depth < 40; ++depth) {
      container = labelling_.page.containers[container].parent;
    }
    return depth;
  }

  // The share of prose in the nearest container around the line that holds most of the page's.
  float SharedProse(std::uint32_t container) const {
    for (int level = 0; level < 64; ++level) {
      const float share = Share(container_prose_[container], total_prose_);
      if (share > 0.4F || container == 0) return static_cast<float>(level) - share;
      container = labelling_.page.containers[container].parent;
    }
    return 64;
  }

  // Which lines many sites have, and how much of that is around.
  void CountFurniture() {
    constexpr std::size_t kReach = 5;
    const std::size_t rows = table_.lines.size();
    std::vector<float> sums(rows + 1);
    for (std::size_t row = 0; row < rows; ++row) {
      furniture_.push_back(HostsWithLine(ShapeAt(row)));
      sums[row + 1] = sums[row] + (furniture_[row] > 0 ? 1.0F : 0.0F);
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t begin = row > kReach ? row - kReach : 0;
      const std::size_t end = std::min(rows, row + kReach + 1);
      furniture_near_.push_back(sums[end] - sums[begin]);
    }
  }

  void SumContainers() {
    const auto& containers = labelling_.page.containers;
    if (containers.empty()) return;
    for (auto* sums :
         {&container_prose_, &container_links_, &container_bytes_, &container_lines_}) {
      sums->assign(containers.size(), 0);
    }
    for (std::size_t row = 0; row < table_.lines.size(); ++row) {
      const std::size_t line = table_.lines[row];
      const Hints& hints = *labelling_.hints(line);
      container_prose_[hints.container] += prose_[row];
      container_links_[hints.container] += static_cast<float>(hints.link_bytes);
      container_bytes_[hints.container] +=
          static_cast<float>(labelling_.page.lines[line].at.size());
      container_lines_[hints.container] += 1;
      const float share = Share(prose_[row], total_prose_);
      if ((hints.inside & kSaysComments) != 0) {
        comment_share_ += share;
      } else if (comment_share_ <= 0) {
        prose_over_comments_ += prose_[row];
      }
      if ((hints.inside & kSaysBody) != 0) marked_share_[0] += share;
      if ((hints.inside & kInArticle) != 0) marked_share_[1] += share;
      if ((hints.inside & kInMain) != 0) marked_share_[2] += share;
      if ((hints.inside & kInTable) != 0) table_share_ += share;
      Kin& kin = kin_[containers[hints.container].kin];
      kin.lines += 1;
      kin.words += static_cast<float>(ShapeAt(row).words);
      kin.links += static_cast<float>(hints.link_bytes);
      kin.bytes += static_cast<float>(labelling_.page.lines[line].at.size());
      kin.prose += prose_[row];
    }
    // Parents come before their children.
    for (std::size_t i = containers.size(); i-- > 1;) {
      for (auto* sums :
           {&container_prose_, &container_links_, &container_bytes_, &container_lines_}) {
        (*sums)[containers[i].parent] += (*sums)[i];
      }
    }
  }

  // Short lines that name what comes after them: "Related", "Comments", "Subscribe".
  static bool IsSign(Role role) {
    return role == Role::kRelated || role == Role::kComments || role == Role::kSubscription ||
           role == Role::kReadMore || role == Role::kShare || role == Role::kAdvertisement ||
           role == Role::kDisclaimer || role == Role::kCopyright || role == Role::kCookieNotice ||
           role == Role::kWidget;
  }

  float RoleAt(std::size_t row) const {
    return static_cast<float>(labelling_.page.lines[table_.lines[row]].role);
  }

  void FindLandmarks() {
    const std::size_t rows = table_.lines.size();
    sign_above_.assign(rows, kNoRow);
    sign_below_.assign(rows, kNoRow);
    heading_above_.assign(rows, kNoRow);
    const auto is_sign = [&](std::size_t row) {
      const Line& line = labelling_.page.lines[table_.lines[row]];
      return line.confidence >= 0.85F && ShapeAt(row).words <= 8 && IsSign(line.role);
    };
    std::uint32_t sign = kNoRow;
    std::uint32_t heading = kNoRow;
    for (std::size_t row = 0; row < rows; ++row) {
      sign_above_[row] = sign;
      heading_above_[row] = heading;
      if (is_sign(row)) sign = static_cast<std::uint32_t>(row);
      const Hints* hints = labelling_.hints(table_.lines[row]);
      const bool is_heading = hints != nullptr && (hints->element == Element::kHeading1 ||
                                                   hints->element == Element::kHeading2 ||
                                                   hints->element == Element::kHeading3);
      if (is_heading) heading = static_cast<std::uint32_t>(row);
    }
    sign = kNoRow;
    for (std::size_t row = rows; row-- > 0;) {
      sign_below_[row] = sign;
      if (is_sign(row)) sign = static_cast<std::uint32_t>(row);
    }
    CountDates();
    FindHeadlineRow();
  }

  void CountDates() {
    date_bytes_.assign(table_.lines.size(), 0);
    std::size_t row = 0;
    for (const DateClaim& claim : labelling_.page.claims) {
      if (claim.fact >= 0) continue;
      const auto end = [&] { return labelling_.page.lines[table_.lines[row]].at.end; };
      while (row < table_.lines.size() && end() <= claim.at.begin) ++row;
      if (row == table_.lines.size()) return;
      date_bytes_[row] += claim.at.size();
    }
  }

  // The last line of the page's upper part with which its title (the first line of a dump) begins,
  // or which the metadata call the headline.
  void FindHeadlineRow() {
    constexpr std::size_t kShortest = 12;  // bytes
    if (table_.lines.empty()) return;
    std::string title = PhraseOf(ShapeAt(0).text);
    std::uint64_t fact = 0;
    for (const Fact& known : labelling_.page.facts) {
      if (known.kind != FactKind::kHeadline) continue;
      fact = ShapeOf(known.text.bytes()).key;
      break;
    }
    const std::size_t end = 1 + table_.lines.size() * 7 / 10;
    for (std::size_t row = 1; row < std::min(end, table_.lines.size()); ++row) {
      const Shape& shape = ShapeAt(row);
      if (shape.words < 2 || shape.words > 40 || shape.text.size() < kShortest) continue;
      const bool same = fact != 0 && shape.key == fact;
      // Few lines have so much as the title's first letter.
      const auto begins = [&] {
        return MayBeginWith(title, shape.text) && shape.text.size() <= title.size() + 8 &&
               title.starts_with(PhraseOf(shape.text, 1)) &&
               title.starts_with(PhraseOf(shape.text));
      };
      if (same || begins()) headline_ = row;
    }
  }

  // Whether a phrase may begin with the line's, told by a letter of ASCII with which that begins.
  static bool MayBeginWith(std::string_view phrase, std::string_view line) {
    const char first = line[0];
    const char folded = first >= 'A' && first <= 'Z' ? static_cast<char>(first + 0x20) : first;
    return folded < 'a' || folded > 'z' || phrase.starts_with(folded);
  }

  // The runs of words of the metadata's description, and what kind of page they call this.
  void ReadDescription() {
    if (!labelling_.is_html()) return;
    bool article = false;
    bool other = false;
    bool published = false;
    for (const Fact& fact : labelling_.page.facts) {
      if (fact.kind == FactKind::kDeck && description_.empty()) {
        AppendWordRuns(fact.text.bytes(), description_);
      }
      const bool type = fact.kind == FactKind::kType && fact.witness == "meta";
      article |= fact.detail == "article" || (type && fact.text.bytes() == "article");
      other |= type && fact.text.bytes() != "article";
      published |= fact.kind == FactKind::kPublished;
    }
    std::ranges::sort(description_);
    says_article_ = static_cast<float>(article) + static_cast<float>(published);
    says_other_ = static_cast<float>(other);
    page_type_ = static_cast<float>(article) + 2 * static_cast<float>(other) +
                 4 * static_cast<float>(published);
  }

  // Prose within 3 and within 10 lines, and how much of it came before.
  void AverageNeighbours() {
    const std::size_t rows = table_.lines.size();
    std::vector<double> sums(rows + 1);
    for (std::size_t i = 0; i < rows; ++i) sums[i + 1] = sums[i] + prose_[i];
    const auto within = [&](std::size_t row, std::size_t reach) {
      const std::size_t begin = row > reach ? row - reach : 0;
      return sums[std::min(rows, row + reach + 1)] - sums[begin] - prose_[row];
    };
    for (std::size_t i = 0; i < rows; ++i) {
      near_prose_.push_back(Log(within(i, 3)));
      far_prose_.push_back(Log(within(i, 10)));
      prose_before_.push_back(static_cast<float>(sums[i]));
    }
  }

  struct Kin {
    float lines = 0, words = 0, links = 0, bytes = 0, prose = 0;
  };

  const Labelling& labelling_;
  const KnownNames names_;
  FeatureTable table_;
  FeatureRow values_{nullptr, 0};  // that is being made
  std::unordered_map<std::uint32_t, Kin> kin_;
  std::vector<std::uint32_t> sign_above_, sign_below_, heading_above_;  // rows
  std::vector<std::uint32_t> date_bytes_;
  struct Around {
    std::uint32_t dates = 0, shorts = 0, sentences = 0;
  };
  std::vector<Around> around_before_;  // of all rows before
  std::vector<float> shared_, with_headline_;
  RunningSum shared_sums_, wording_;
  std::vector<float> wording_of_;  // rows
  float page_wording_ = 0;         // of its prose
  std::vector<std::uint64_t> runs_, description_;
  std::size_t headline_ = kNoLine;
  std::vector<float> furniture_, furniture_near_;
  std::uint32_t articles_ = 0;
  float page_type_ = 0, says_article_ = 0, says_other_ = 0;
  float prose_over_comments_ = 0;
  std::array<float, 3> marked_share_{};  // of the page's prose, in what is marked as the body
  float table_share_ = 0;                // of it, in tables
  std::vector<std::uint32_t> article_of_container_;  // 1 for the first <article>; 0 for none
  std::vector<std::uint8_t> holds_headline_;
  float comment_share_ = 0;  // of the page's prose
  std::vector<float> prose_, near_prose_, far_prose_, prose_before_;
  std::vector<float> container_prose_, container_links_, container_bytes_, container_lines_;
  std::vector<std::uint32_t> times_;  // how many rows are alike, by the first of their lines
  std::array<std::uint64_t, kScripts> scripts_{};
  Script script_ = Script::kCommon;
  double words_ = 0;
  double total_prose_ = 0;
  float log_words_ = 0, log_prose_ = 0;
};

}  // namespace

FeatureTable FeaturesOf(const Labelling& labelling) { return Extractor(labelling).Extract(); }

}  // namespace warraq
