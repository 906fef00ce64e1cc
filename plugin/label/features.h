// What the content model sees of each line, as numbers. The trainer and the labeller share this
// file: a model is good only for the features it was trained on, and says how many there were.

#ifndef WARRAQ_PLUGIN_LABEL_FEATURES_H_
#define WARRAQ_PLUGIN_LABEL_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "plugin/label/label.h"
#include "plugin/label/proportion.h"
#include "plugin/label/trees.h"
#include "plugin/label/vocabulary.h"

namespace warraq {

// One row for each line that is not empty, in order.
struct FeatureTable {
  std::size_t columns = 0;
  std::vector<std::size_t> lines;  // the line of each row
  std::vector<float> values;       // in blocks, as Trees::Score wants them
  Vocabulary vocabulary;           // of the rows

  float At(std::size_t row, std::size_t column) const { return values[PlaceOf(row, column)]; }
  // Makes room for the rows of all lines.
  void SetColumns(std::size_t count);
  FeatureRow Row(std::size_t row) { return {values.data() + PlaceOf(row, 0), Trees::kBlock}; }

 private:
  std::size_t PlaceOf(std::size_t row, std::size_t column) const {
    return (row / Trees::kBlock * columns + column) * Trees::kBlock + row % Trees::kBlock;
  }
};

FeatureTable FeaturesOf(const Labelling& labelling);

// More columns for the rows of a table: what a first model said (`odds`, one for each row) of the
// line, of those around it, and of the boxes it stands in. All three must outlive it.
class OddsFeatures {
 public:
  OddsFeatures(const Labelling& labelling, const FeatureTable& table, std::span<const float> odds);

  void AddRow(std::size_t row, FeatureRow& values) const;
  std::size_t CountColumns() const;

 private:
  // Words, and how many of them are likely the body's.
  struct Sum {
    float body = 0, words = 0;
    float Share() const { return words > 0 ? body / words : 0; }
  };

  float BodyShare(std::size_t begin, std::size_t end) const;
  void AddAround(std::size_t row, FeatureRow& values) const;
  void AddBoxes(std::size_t row, FeatureRow& values) const;
  void AddSection(std::size_t row, FeatureRow& values) const;
  void FindSure();
  void FindSections();
  void SumBoxes();

  const Labelling& labelling_;
  const FeatureTable& table_;
  std::span<const float> odds_;
  std::vector<double> body_, words_;                    // of all rows before
  float log_all_ = 0;                                   // of the whole body
  std::vector<std::uint32_t> sure_above_, sure_below_;  // the nearest rows that surely are body
  std::vector<float> shared_;                           // with what is likely the body
  RunningSum shared_sums_;
  std::vector<std::uint32_t> section_begin_, section_end_;  // rows from a heading to the next
  std::vector<Sum> boxes_;
  std::unordered_map<std::uint32_t, Sum> kin_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_FEATURES_H_
