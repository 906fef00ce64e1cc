// The objects of a few pages of a PDF, as qpdf writes them in JSON (its version 2): references
// followed, streams decoded.
//
//   WARRAQ_TRY(PdfObjects objects, PdfObjects::Parse(json));
//   for (const PdfValue page : objects.Pages()) objects.Get(page, "/MediaBox") ...

#ifndef WARRAQ_PLUGIN_READ_PDF_OBJECTS_H_
#define WARRAQ_PLUGIN_READ_PDF_OBJECTS_H_

#include <simdjson.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "warraq/result.h"

namespace warraq {

using PdfValue = simdjson::dom::element;

class PdfObjects {
 public:
  static Result<PdfObjects> Parse(const std::string& json);

  // Page dictionaries in their order; what is no page is left out.
  std::vector<PdfValue> Pages() const;

  // What the value refers to, itself where it is no reference; nothing where that is not there.
  std::optional<PdfValue> Resolve(PdfValue value) const;
  // What a dictionary, or a stream's, has under the key ("/Font"), references followed.
  std::optional<PdfValue> Get(PdfValue dictionary, std::string_view key) const;
  std::string_view Name(PdfValue dictionary, std::string_view key) const;  // "/Form"; empty if none
  double Number(PdfValue dictionary, std::string_view key, double otherwise) const;
  std::vector<double> Numbers(PdfValue dictionary, std::string_view key) const;
  std::vector<PdfValue> List(PdfValue dictionary, std::string_view key) const;

  // "7 0 R" of what stands under the key, where that is a reference to a stream; else empty.
  std::string StreamReference(PdfValue dictionary, std::string_view key) const;
  bool IsStream(std::string_view reference) const;
  std::optional<PdfValue> ByReference(std::string_view reference) const;
  // The dictionary of a stream that a value refers to.
  std::optional<PdfValue> StreamDictionary(PdfValue value) const;

  // The decoded bytes of streams come from another reading of the same pages, with data.
  // Streams that are still compressed count only where they are asked for as they are.
  enum class Filters : unsigned char { kUndone, kKept };
  bool AddData(const std::string& json, Filters filters = Filters::kUndone);
  void SetData(std::string reference, std::string bytes) {
    data_[std::move(reference)] = std::move(bytes);
  }
  std::string_view Data(std::string_view reference) const;  // empty if there are none

 private:
  std::shared_ptr<simdjson::dom::parser> parser_;           // holds what the values point to
  std::unordered_map<std::string_view, PdfValue> objects_;  // by reference
  std::unordered_map<std::string, std::string> data_;
};

// A number as JSON may hold it.
double PdfNumber(PdfValue value, double otherwise);
std::string_view PdfString(PdfValue value);  // of names and references too; empty for others

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_OBJECTS_H_
