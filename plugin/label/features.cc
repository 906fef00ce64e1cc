// Each line's own shape, those of its neighbours, where it stands, how often it is repeated; and,
// where there is markup, its element, the kinds of container around it, links, and how much of the
// page's prose its containers hold. Counts go in as logarithms, so that a rule learnt on a page of
// forty lines holds on one of four hundred.

#include "plugin/label/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace warraq {
namespace {

float Log(double count) { return static_cast<float>(std::log1p(count)); }

float Share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0F;
}

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
  explicit Extractor(const Labelling& labelling) : labelling_(labelling) {
    for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
      const Shape& shape = labelling.shapes[i];
      if (shape.empty()) continue;
      table_.lines.push_back(i);
      prose_.push_back(Prose(shape) * (1 - LinkShare(labelling, i)));
      ++repeats_[shape.key];
      words_ += shape.words;
      scripts_[static_cast<std::size_t>(shape.script)] += shape.letters;
    }
    for (const float prose : prose_) total_prose_ += prose;
    scripts_[0] = 0;
    script_ =
        static_cast<Script>(std::max_element(scripts_.begin(), scripts_.end()) - scripts_.begin());
    SumContainers();
    AverageNeighbours();
  }

  FeatureTable Extract() && {
    for (std::size_t row = 0; row < table_.lines.size(); ++row) {
      AddShape(row);
      AddNeighbours(row);
      AddPlace(row);
      if (!labelling_.page.hints.empty() && !labelling_.page.ink) AddMarkup(row);
      if (table_.columns == 0) table_.columns = table_.values.size();
    }
    return std::move(table_);
  }

 private:
  void Put(float value) { table_.values.push_back(value); }
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
    Put(Log(repeats_[shape.key] - 1));
    const Line& line = labelling_.page.lines[table_.lines[row]];
    Put(line.role == Role::kUnknown ? 0 : line.confidence);
    Put(line.role == Role::kTimestamp || line.role == Role::kCredit ? 1.0F : 0.0F);
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
    Put(Log(words_));
    Put(Log(total_prose_));
    Put(Share(prose_before_[row], total_prose_));
    Put(static_cast<float>(std::min(ShapeAt(row).blank_before, 4u)));
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
  }

  // The share of prose in the nearest container around the line that holds most of the page's.
  float SharedProse(std::uint32_t container) const {
    for (int level = 0; level < 64; ++level) {
      const float share = Share(container_prose_[container], total_prose_);
      if (share > 0.4F || container == 0) {
        return static_cast<float>(level) - share;
      }
      container = labelling_.page.containers[container].parent;
    }
    return 64;
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
    }
    // Parents come before their children.
    for (std::size_t i = containers.size(); i-- > 1;) {
      for (auto* sums :
           {&container_prose_, &container_links_, &container_bytes_, &container_lines_}) {
        (*sums)[containers[i].parent] += (*sums)[i];
      }
    }
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

  const Labelling& labelling_;
  FeatureTable table_;
  std::vector<float> prose_, near_prose_, far_prose_, prose_before_;
  std::vector<float> container_prose_, container_links_, container_bytes_, container_lines_;
  std::unordered_map<std::uint64_t, std::uint32_t> repeats_;
  std::array<std::uint64_t, kScripts> scripts_{};
  Script script_ = Script::kCommon;
  double words_ = 0;
  double total_prose_ = 0;
};

}  // namespace

FeatureTable FeaturesOf(const Labelling& labelling) { return Extractor(labelling).Extract(); }

}  // namespace warraq
