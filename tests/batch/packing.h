// Packs pages as crawlers and archivers do, for tests, fuzzers and benchmarks.

#ifndef WARRAQ_TESTS_BATCH_PACKING_H_
#define WARRAQ_TESTS_BATCH_PACKING_H_

#include <archive.h>
#include <archive_entry.h>
#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/write/json.h"

namespace warraq {

struct PackedPage {
  std::string name;  // "1.html"
  std::string uri;
  std::string bytes;
};

// zlib's wrappers: 31 gzip, 15 zlib, -15 none.
inline std::string Deflated(std::string_view bytes, int wrapper = 31) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, wrapper, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&zlib, bytes.size()) + 32, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib's
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  deflate(&zlib, Z_FINISH);
  packed.resize(packed.size() - zlib.avail_out);
  deflateEnd(&zlib);
  return packed;
}

inline std::string Zstandard(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
  return packed;
}

inline std::string Brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string packed(size, '\0');
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(),
                        reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                        reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}

inline std::string Http(std::string_view body, std::string_view fields = "",
                        std::string_view status = "200 OK") {
  std::string response = "HTTP/1.1 ";
  response.append(status).append("\r\nContent-Type: text/html; charset=utf-8\r\n");
  return response.append(fields).append("\r\n").append(body);
}

inline std::string Chunked(std::string_view body, std::size_t size = 700) {
  std::string chunks;
  for (std::size_t at = 0; at < body.size(); at += size) {
    const std::string_view chunk = body.substr(at, size);
    std::array<char, 20> head{};
    const int digits = std::snprintf(head.data(), head.size(), "%zx\r\n", chunk.size());
    chunks.append(head.data(), static_cast<std::size_t>(digits)).append(chunk).append("\r\n");
  }
  return chunks + "0\r\n\r\n";
}

inline std::string WarcRecord(std::string_view type, std::string_view uri,
                              std::string_view content_type, std::string_view content) {
  std::string record = "WARC/1.0\r\nWARC-Type: ";
  record.append(type).append("\r\nWARC-Date: 2025-05-14T06:00:00Z\r\n");
  if (!uri.empty()) record.append("WARC-Target-URI: ").append(uri).append("\r\n");
  if (!content_type.empty()) record.append("Content-Type: ").append(content_type).append("\r\n");
  record.append("Content-Length: ").append(std::to_string(content.size())).append("\r\n\r\n");
  return record.append(content).append("\r\n\r\n");
}

inline std::string WarcResponse(std::string_view uri, std::string_view http) {
  return WarcRecord("response", uri, "application/http; msgtype=response", http);
}

// What a crawler writes of one page: the request, the response, and what it noted.
inline std::vector<std::string> WarcRecords(const std::vector<PackedPage>& pages) {
  std::vector<std::string> records = {
      WarcRecord("warcinfo", "", "application/warc-fields", "software: a test\r\n")};
  for (const PackedPage& page : pages) {
    records.push_back(WarcRecord("request", page.uri, "application/http; msgtype=request",
                                 "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"));
    records.push_back(WarcResponse(page.uri, Http(page.bytes)));
    records.push_back(
        WarcRecord("metadata", page.uri, "application/warc-fields", "fetchTimeMs: 12\r\n"));
  }
  return records;
}

inline std::string Arc(const std::vector<PackedPage>& pages) {
  const std::string version =
      "1 0 a test\nURL IP-address Archive-date Content-type Archive-length\n";
  std::string arc = "filedesc://a.arc 0.0.0.0 20250514060000 text/plain " +
                    std::to_string(version.size()) + "\n" + version + "\n";
  for (const PackedPage& page : pages) {
    const std::string http = Http(page.bytes);
    arc += page.uri + " 192.0.2.1 20250514060000 text/html " + std::to_string(http.size()) + "\n" +
           http + "\n";
  }
  return arc;
}

inline std::string JsonLines(const std::vector<PackedPage>& pages, std::string_view field) {
  std::string lines;
  for (const PackedPage& page : pages) {
    Json json(lines);
    json.Object().Key("id").String(page.name).Key("url").String(page.uri);
    json.Key(field).String(page.bytes).Key("n").Number(7).EndObject();
    lines += '\n';
  }
  return lines;
}

inline std::string CsvQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

inline std::string Csv(const std::vector<PackedPage>& pages, std::string_view field,
                       char separator) {
  std::string rows = std::string("id") + separator + std::string(field) + separator + "url\r\n";
  for (const PackedPage& page : pages) {
    rows += page.name + separator + CsvQuoted(page.bytes) + separator + page.uri + "\r\n";
  }
  return rows;
}

// "ustar", "zip", "7zip": libarchive's names.
inline std::string Archive(const std::vector<PackedPage>& pages, const char* format) {
  std::size_t room = 1 << 16;
  for (const PackedPage& page : pages) room += page.bytes.size() + 4096;
  std::string packed(room, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_by_name(writer, format);
  archive_write_open_memory(writer, packed.data(), packed.size(), &used);
  for (const PackedPage& page : pages) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, page.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(page.bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, page.bytes.data(), page.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  packed.resize(used);
  return packed;
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_BATCH_PACKING_H_
