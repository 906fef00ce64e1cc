// The columns of the second round: what the first said of the lines and boxes around a line, and
// whether its words are those of what is likely the body.

#include <algorithm>
#include <array>
#include <cmath>

#include "plugin/label/features.h"
#include "plugin/label/proportion.h"

namespace warraq {

void AddShared(const std::vector<float>& shared, const RunningSum& sums, std::size_t row,
               FeatureRow& values) {
  constexpr std::size_t kReach = 6;
  values.Put(shared[row]);
  values.Put(row > 0 ? shared[row - 1] : -1);
  values.Put(row + 1 < shared.size() ? shared[row + 1] : -1);
  values.Put(sums.Mean(row > kReach ? row - kReach : 0, row, -1));
  values.Put(sums.Mean(row + 1, row + 1 + kReach, -1));
}

OddsFeatures::OddsFeatures(const Labelling& labelling, const FeatureTable& table,
                           std::span<const float> odds)
    : labelling_(labelling), table_(table), odds_(odds) {
  const std::size_t rows = table.lines.size();
  body_.assign(rows + 1, 0);
  words_.assign(rows + 1, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto words = static_cast<double>(labelling.shapes[table.lines[row]].words + 2);
    const double likely = 1 / (1 + std::exp(-static_cast<double>(odds[row])));
    body_[row + 1] = body_[row] + words * likely;
    words_[row + 1] = words_[row] + words;
  }
  log_all_ = Log(body_[rows]);
  FindSure();
  constexpr float kMassOfBody = 0.7F;
  std::vector<float> mass;
  for (std::size_t row = 0; row < rows; ++row) {
    mass.push_back(kMassOfBody / (1 + std::exp(-odds[row])));
  }
  shared_ = table.vocabulary.Shared(mass);
  for (const float shared : shared_) shared_sums_.Add(shared);
  if (labelling.is_html()) {
    SumBoxes();
    FindSections();
  }
}

void OddsFeatures::AddRow(std::size_t row, FeatureRow& values) const {
  AddAround(row, values);
  if (labelling_.is_html()) {
    AddBoxes(row, values);
    AddSection(row, values);
  }
}

std::size_t OddsFeatures::CountColumns() const {
  std::array<float, FeatureRow::kMost> counted;
  FeatureRow values(counted.data(), 1);
  AddRow(0, values);
  return static_cast<std::size_t>(values.end() - counted.data());
}

// The share of body words among rows [begin, end).
float OddsFeatures::BodyShare(std::size_t begin, std::size_t end) const {
  return Share(body_[end] - body_[begin], words_[end] - words_[begin]);
}

void OddsFeatures::AddAround(std::size_t row, FeatureRow& values) const {
  const std::size_t rows = table_.lines.size();
  values.Put(odds_[row]);
  AddShared(shared_, shared_sums_, row, values);
  for (const int step : {-3, -2, -1, 1, 2, 3}) {
    const std::size_t other = row + static_cast<std::size_t>(step);
    values.Put(other < rows ? odds_[other] : -12);
  }
  for (const std::size_t reach : {std::size_t{4}, std::size_t{12}}) {
    const std::size_t begin = row > reach ? row - reach : 0;
    const std::size_t end = std::min(rows, row + 1 + reach);
    values.Put(BodyShare(begin, row));
    values.Put(BodyShare(row + 1, end));
  }
  const double all = body_[rows];
  values.Put(Share(body_[row], all));
  values.Put(Share(body_[row + 1], all));
  values.Put(log_all_);
  values.Put(Share(all, words_[rows]));
  for (const std::uint32_t sure : {sure_above_[row], sure_below_[row]}) {
    const auto distance = static_cast<double>(sure) - static_cast<double>(row);
    values.Put(sure == kNoRow ? 8 : Log(std::abs(distance)));
  }
}

void OddsFeatures::FindSure() {
  const std::size_t rows = table_.lines.size();
  sure_above_.assign(rows, kNoRow);
  sure_below_.assign(rows, kNoRow);
  const auto sure = [&](std::size_t row) {
    return odds_[row] > 1.5F && labelling_.shapes[table_.lines[row]].words >= 8;
  };
  std::uint32_t last = kNoRow;
  for (std::size_t row = 0; row < rows; ++row) {
    sure_above_[row] = last;
    if (sure(row)) last = static_cast<std::uint32_t>(row);
  }
  last = kNoRow;
  for (std::size_t row = rows; row-- > 0;) {
    sure_below_[row] = last;
    if (sure(row)) last = static_cast<std::uint32_t>(row);
  }
}

void OddsFeatures::FindSections() {
  const std::size_t rows = table_.lines.size();
  section_begin_.assign(rows, 0);
  section_end_.assign(rows, static_cast<std::uint32_t>(rows));
  const auto heads = [&](std::size_t row) {
    const Element element = labelling_.hints(table_.lines[row])->element;
    return element == Element::kHeading1 || element == Element::kHeading2 ||
           element == Element::kHeading3;
  };
  std::uint32_t begin = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (heads(row)) begin = row;
    section_begin_[row] = begin;
  }
  auto end = static_cast<std::uint32_t>(rows);
  for (std::uint32_t row = end; row-- > 0;) {
    section_end_[row] = end;
    if (heads(row)) end = row;
  }
}

// What was said of the heading over the line, and of the other lines under it.
void OddsFeatures::AddSection(std::size_t row, FeatureRow& values) const {
  const std::size_t begin = section_begin_[row];
  const std::size_t end = section_end_[row];
  const double own_words = words_[row + 1] - words_[row];
  const double own_body = body_[row + 1] - body_[row];
  values.Put(odds_[begin]);
  values.Put(Share(body_[end] - body_[begin] - own_body, words_[end] - words_[begin] - own_words));
  values.Put(Log(words_[end] - words_[begin]));
  values.Put(end < odds_.size() ? odds_[end] : -12);
}

void OddsFeatures::SumBoxes() {
  const auto& containers = labelling_.page.containers;
  boxes_.assign(containers.size(), {});
  for (std::size_t row = 0; row < table_.lines.size(); ++row) {
    const std::uint32_t box = labelling_.hints(table_.lines[row])->container;
    for (Sum* sum : {&boxes_[box], &kin_[containers[box].kin]}) {
      sum->body += static_cast<float>(body_[row + 1] - body_[row]);
      sum->words += static_cast<float>(words_[row + 1] - words_[row]);
    }
  }
  for (std::size_t i = containers.size(); i-- > 1;) {
    boxes_[containers[i].parent].body += boxes_[i].body;
    boxes_[containers[i].parent].words += boxes_[i].words;
  }
}

void OddsFeatures::AddBoxes(std::size_t row, FeatureRow& values) const {
  constexpr int kDeepest = 64;
  const auto all = static_cast<float>(body_[table_.lines.size()]);
  const auto& containers = labelling_.page.containers;
  const std::uint32_t own = labelling_.hints(table_.lines[row])->container;
  const Sum& kin = kin_.at(containers[own].kin);
  values.Put(kin.Share());
  values.Put(all > 0 ? kin.body / all : 0);
  std::uint32_t box = own;
  for (int level = 0; level < 5; ++level) {
    values.Put(boxes_[box].Share());
    values.Put(all > 0 ? boxes_[box].body / all : 0);
    box = containers[box].parent;
  }
  // How many boxes up is the one that holds most of the body, and how pure is it.
  box = own;
  int level = 0;
  for (; box != 0 && level < kDeepest && boxes_[box].body < 0.7F * all; ++level) {
    box = containers[box].parent;
  }
  values.Put(static_cast<float>(level));
  values.Put(boxes_[box].Share());
}

}  // namespace warraq
