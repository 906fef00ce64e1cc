// The operators of a content stream with their operands (ISO 32000-1, 7.8.2).

#ifndef WARRAQ_PLUGIN_READ_PDF_TOKENS_H_
#define WARRAQ_PLUGIN_READ_PDF_TOKENS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warraq {

struct PdfOperand {
  enum class Kind : std::uint8_t { kNumber, kString, kName, kMark };  // kMark: [ ] << >> and others
  Kind kind = Kind::kMark;
  double number = 0;
  std::string text;  // of a string its bytes; of a name without the slash
};

// Operands above kMostOperands are dropped; pictures inside the stream are passed over.
class PdfTokens {
 public:
  explicit PdfTokens(std::string_view stream) : stream_(stream) {}
  // The next operator, whose operands are those since the last one; empty at the end.
  std::string_view Next();
  const std::vector<PdfOperand>& operands() const { return operands_; }

 private:
  void Add(PdfOperand operand);
  void ReadString();
  void ReadHexString();
  void ReadName();
  std::string_view ReadWord();
  void SkipPicture();

  std::string_view stream_;
  std::size_t at_ = 0;
  std::vector<PdfOperand> operands_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_TOKENS_H_
