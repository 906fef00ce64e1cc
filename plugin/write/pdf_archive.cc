// What makes of a PDF one that is kept (PDF/A-2, level U: ISO 19005-2): what its colours mean, as
// an ICC profile of our own making, and the words of XMP that say which standard it keeps to.

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/write/pdf.h"

namespace warraq {
namespace {

constexpr auto Put = PutBigEndian;

// s15Fixed16Number
void PutFixed(std::string& bytes, double value) {
  Put(bytes, static_cast<std::uint32_t>(std::lround(value * 65536)), 4);
}

using Xyz = std::array<double, 3>;

std::string XyzTag(const Xyz& colour) {
  std::string tag("XYZ \0\0\0\0", 8);
  for (const double value : colour) PutFixed(tag, value);
  return tag;
}

// IEC 61966-2-1, 5.2: what light a signal stands for.
double LightOf(double signal) {
  return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

std::string CurveTag() {
  constexpr std::uint32_t kEntries = 1024;
  std::string tag("curv\0\0\0\0", 8);
  Put(tag, kEntries, 4);
  for (std::uint32_t i = 0; i < kEntries; ++i) {
    const double light = LightOf(static_cast<double>(i) / (kEntries - 1));
    Put(tag, static_cast<std::uint32_t>(std::lround(light * 0xFFFF)), 2);
  }
  return tag;
}

// textDescriptionType, in ASCII alone.
std::string DescriptionTag(std::string_view name) {
  std::string tag("desc\0\0\0\0", 8);
  Put(tag, static_cast<std::uint32_t>(name.size()) + 1, 4);
  tag.append(name).append(1, '\0');
  return tag.append(4 + 4 + 2 + 1 + 67, '\0');
}

std::string TextTag(std::string_view text) {
  return std::string("text\0\0\0\0", 8).append(text).append(1, '\0');
}

std::string ProfileHeader(std::size_t size) {
  std::string header;
  Put(header, static_cast<std::uint32_t>(size), 4);
  Put(header, 0, 4);
  Put(header, 0x02100000, 4);  // version 2.1
  header += "mntrRGB XYZ ";
  for (const std::uint32_t part : {2000U, 1U, 1U, 0U, 0U, 0U}) Put(header, part, 2);
  header += "acsp";
  header.append(28, '\0');
  for (const double value : {0.9642, 1.0, 0.8249}) PutFixed(header, value);  // D50
  header.append(128 - header.size(), '\0');
  return header;
}

}  // namespace

// ICC.1:2001-04. The primaries are those of IEC 61966-2-1, adapted to D50 by Bradford's matrix.
std::string SrgbProfile() {
  struct Tag {
    std::string_view name;
    std::string bytes;
  };
  const std::array<Tag, 9> tags = {{{"desc", DescriptionTag("sRGB")},
                                    {"cprt", TextTag("Public domain")},
                                    {"wtpt", XyzTag({0.9642, 1, 0.8249})},
                                    {"rXYZ", XyzTag({0.4360747, 0.2225045, 0.0139322})},
                                    {"gXYZ", XyzTag({0.3850649, 0.7168786, 0.0971045})},
                                    {"bXYZ", XyzTag({0.1430804, 0.0606169, 0.7141733})},
                                    {"rTRC", CurveTag()},
                                    {"gTRC", {}},  // that of red
                                    {"bTRC", {}}}};
  std::string table, body;
  const std::size_t begin = 128 + 4 + 12 * tags.size();
  std::uint32_t at = 0, size = 0;
  Put(table, static_cast<std::uint32_t>(tags.size()), 4);
  for (const Tag& tag : tags) {
    if (!tag.bytes.empty()) {
      at = static_cast<std::uint32_t>(begin + body.size());
      size = static_cast<std::uint32_t>(tag.bytes.size());
      body += tag.bytes;
      body.resize((body.size() + 3) / 4 * 4);
    }
    table += tag.name;
    Put(table, at, 4);
    Put(table, size, 4);
  }
  return ProfileHeader(begin + body.size()) + table + body;
}

// XMP (ISO 16684-1). Its producer is that of the information dictionary, as 6.6.2 asks for.
std::string ArchiveMetadata(std::string_view producer, std::string_view identity) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
         "xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" "
         "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
         "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"
         "<pdf:Producer>" +
         std::string(producer) +
         "</pdf:Producer><xmpMM:DocumentID>urn:sha256:" + std::string(identity) +
         "</xmpMM:DocumentID>\n"
         "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

}  // namespace warraq
