#include "plugin/read/pdf_objects.h"

#include "plugin/text/base64.h"

namespace warraq {
namespace {

using simdjson::dom::array;
using simdjson::dom::object;

constexpr int kHops = 8;                  // from reference to reference
constexpr int kTreeDepth = 64;            // of the page tree
constexpr std::size_t kMostPages = 4096;  // of one reading
constexpr std::string_view kObject = "obj:";

// The member of JSON's own objects, which are no PDF dictionaries.
std::optional<PdfValue> Member(PdfValue value, std::string_view key) {
  object members;
  PdfValue found;
  if (value.get(members) != simdjson::SUCCESS) return std::nullopt;
  for (const auto field : members) {
    if (field.key == key) return field.value;
  }
  return std::nullopt;
}

// The list of objects in qpdf's answer.
std::optional<object> ObjectsOf(const simdjson::dom::element& root) {
  array parts;
  object objects;
  if (root["qpdf"].get(parts) != simdjson::SUCCESS || parts.at(1).get(objects) != simdjson::SUCCESS)
    return std::nullopt;
  return objects;
}

bool IsReference(std::string_view text) {
  return text.size() >= 5 && text.ends_with(" R") && text[0] >= '0' && text[0] <= '9';
}

}  // namespace

double PdfNumber(PdfValue value, double otherwise) {
  double number = 0;
  return value.get(number) == simdjson::SUCCESS ? number : otherwise;
}

std::string_view PdfString(PdfValue value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

Result<PdfObjects> PdfObjects::Parse(const std::string& json) {
  PdfObjects made;
  made.parser_ = std::make_shared<simdjson::dom::parser>();
  PdfValue root;
  if (made.parser_->parse(json).get(root) != simdjson::SUCCESS) {
    return Error{Code::kDamagedPdf, 0, "its objects cannot be read"};
  }
  const std::optional<object> objects = ObjectsOf(root);
  if (!objects) return Error{Code::kDamagedPdf, 0, "it has no objects"};
  for (const auto field : *objects) {
    std::string_view key = field.key;
    if (key.starts_with(kObject)) key.remove_prefix(kObject.size());
    made.objects_.emplace(key, field.value);
  }
  return made;
}

std::optional<PdfValue> PdfObjects::Resolve(PdfValue value) const {
  for (int hop = 0; hop < kHops; ++hop) {
    const std::string_view text = PdfString(value);
    if (!IsReference(text)) return value;
    const auto found = objects_.find(text);
    if (found == objects_.end()) return std::nullopt;
    const std::optional<PdfValue> plain = Member(found->second, "value");
    if (!plain) return found->second;  // a stream
    value = *plain;
  }
  return std::nullopt;
}

std::optional<PdfValue> PdfObjects::Get(PdfValue dictionary, std::string_view key) const {
  const std::optional<PdfValue> owner = Resolve(dictionary);
  if (!owner) return std::nullopt;
  PdfValue members = *owner;
  if (const auto stream = Member(members, "stream")) {
    const auto of_stream = Member(*stream, "dict");
    if (!of_stream) return std::nullopt;
    members = *of_stream;
  }
  const std::optional<PdfValue> value = Member(members, key);
  return value ? Resolve(*value) : std::nullopt;
}

std::string_view PdfObjects::Name(PdfValue dictionary, std::string_view key) const {
  const std::optional<PdfValue> value = Get(dictionary, key);
  return value ? PdfString(*value) : std::string_view();
}

double PdfObjects::Number(PdfValue dictionary, std::string_view key, double otherwise) const {
  const std::optional<PdfValue> value = Get(dictionary, key);
  return value ? PdfNumber(*value, otherwise) : otherwise;
}

std::vector<PdfValue> PdfObjects::List(PdfValue dictionary, std::string_view key) const {
  std::vector<PdfValue> list;
  const std::optional<PdfValue> value = Get(dictionary, key);
  array items;
  if (!value || value->get(items) != simdjson::SUCCESS) return list;
  for (const PdfValue item : items) {
    if (const auto resolved = Resolve(item)) list.push_back(*resolved);
  }
  return list;
}

std::vector<double> PdfObjects::Numbers(PdfValue dictionary, std::string_view key) const {
  std::vector<double> numbers;
  for (const PdfValue& item : List(dictionary, key)) numbers.push_back(PdfNumber(item, 0));
  return numbers;
}

std::optional<PdfValue> PdfObjects::ByReference(std::string_view reference) const {
  const auto found = objects_.find(reference);
  if (found == objects_.end()) return std::nullopt;
  return found->second;
}

bool PdfObjects::IsStream(std::string_view reference) const {
  const auto found = objects_.find(reference);
  return found != objects_.end() && Member(found->second, "stream").has_value();
}

std::string PdfObjects::StreamReference(PdfValue dictionary, std::string_view key) const {
  std::optional<PdfValue> owner = Resolve(dictionary);
  if (!owner) return {};
  if (const auto stream = Member(*owner, "stream")) owner = Member(*stream, "dict");
  const std::optional<PdfValue> value = owner ? Member(*owner, key) : std::nullopt;
  const std::string_view reference = value ? PdfString(*value) : std::string_view();
  return IsStream(reference) ? std::string(reference) : std::string();
}

std::optional<PdfValue> PdfObjects::StreamDictionary(PdfValue value) const {
  const std::optional<PdfValue> stream = Resolve(value);
  const std::optional<PdfValue> inside = stream ? Member(*stream, "stream") : std::nullopt;
  return inside ? Member(*inside, "dict") : std::nullopt;
}

std::vector<PdfValue> PdfObjects::Pages() const {
  std::vector<PdfValue> pages;
  const auto trailer = objects_.find("trailer");
  if (trailer == objects_.end()) return pages;
  const auto of_trailer = Member(trailer->second, "value");
  const auto root = of_trailer ? Get(*of_trailer, "/Root") : std::nullopt;
  const auto top = root ? Get(*root, "/Pages") : std::nullopt;
  struct Open {
    std::vector<PdfValue> kids;
    std::size_t next = 0;
  };
  std::vector<Open> open;
  if (top) open.push_back({List(*top, "/Kids"), 0});
  std::size_t visited = 0;
  while (!open.empty() && pages.size() < kMostPages && ++visited < 4 * kMostPages) {
    if (open.back().next == open.back().kids.size()) {
      open.pop_back();
      continue;
    }
    const PdfValue kid = open.back().kids[open.back().next++];
    std::vector<PdfValue> below = List(kid, "/Kids");
    if (below.empty()) {
      pages.push_back(kid);
    } else if (open.size() < kTreeDepth) {
      open.push_back({std::move(below), 0});
    }
  }
  return pages;
}

bool PdfObjects::AddData(const std::string& json, Filters filters) {
  simdjson::dom::parser parser;
  PdfValue root;
  if (parser.parse(json).get(root) != simdjson::SUCCESS) return false;
  const std::optional<object> objects = ObjectsOf(root);
  if (!objects) return false;
  for (const auto field : *objects) {
    const auto stream = Member(field.value, "stream");
    const auto coded = stream ? Member(*stream, "data") : std::nullopt;
    if (!coded) continue;
    // One that is still compressed has a filter that qpdf does not know.
    const auto dictionary = Member(*stream, "dict");
    const bool packed = dictionary && Member(*dictionary, "/Filter");
    if (packed && filters == Filters::kUndone) continue;
    if (std::optional<std::string> bytes = DecodeBase64(PdfString(*coded))) {
      data_[std::string(std::string_view(field.key).substr(kObject.size()))] = *std::move(bytes);
    }
  }
  return true;
}

std::string_view PdfObjects::Data(std::string_view reference) const {
  const auto found = data_.find(std::string(reference));
  return found == data_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace warraq
