// The encodings that a PDF's font may name instead of holding them, all of them Chinese, Japanese
// or Korean, and what the numbers of Adobe's character collections stand for.
//
// Sources: ISO 32000-1, 9.7.5.2 (the names); Adobe Technical Notes 5078 to 5080, 5093 (the
// collections).

#ifndef WARRAQ_PLUGIN_READ_PDF_PREDEFINED_H_
#define WARRAQ_PLUGIN_READ_PDF_PREDEFINED_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace warraq {

// What the CIDs of a collection stand for.
class CidCharacters {
 public:
  // Of "Japan1", "GB1", "CNS1", "Korea1" or "KR"; null for any other. Static storage; the first
  // call reads all of them.
  static const CidCharacters* Of(std::string_view ordering);

  // UTF-8, static storage; empty where the CID stands for no text.
  std::string_view TextOf(std::uint32_t cid) const;
  // The lowest CID that stands for the character, 0 where none does.
  std::uint32_t CidOf(char32_t value) const;

 private:
  static std::map<std::string_view, CidCharacters> ReadAll();

  std::unordered_map<std::uint32_t, std::string_view> texts_;
  std::unordered_map<char32_t, std::uint32_t> cids_;
};

// How a predefined CMap's codes are made.
struct PredefinedCMap {
  // kShiftJis to kEucTaiwan say which first bytes have others behind them.
  enum class Form : std::uint8_t {
    kUtf8,
    kUtf16,
    kUtf32,
    kJis,  // the rows and cells of JIS X 0208
    kShiftJis,
    kTwoBytes,  // from 0x81 (GBK, Big5, UHC) or 0xA1 (EUC)
    kEucJapan,
    kEucTaiwan,
    kGb18030
  };
  std::string_view name;  // without its "-H" or "-V"
  std::string_view ordering;
  Form form;
  std::string_view charset;        // of the codes, where the form does not say it
  std::uint32_t narrow_ascii = 0;  // the CID of the half-wide space, where ASCII is set so

  unsigned Length(std::string_view bytes) const;
  // UTF-8 of one code; empty where it has no meaning.
  std::string TextOf(std::string_view code) const;
  // The CID of what TextOf gave, for its width; 0 where that is not known.
  std::uint32_t CidOf(std::string_view text) const;
};

// The CMap of a name such as "/90ms-RKSJ-V"; null where nobody defined it, and for Identity.
const PredefinedCMap* FindPredefinedCMap(std::string_view name);

// Whether a CMap of that name sets its characters from top to bottom.
bool IsVerticalCMap(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_PREDEFINED_H_
