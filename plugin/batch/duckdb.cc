#include "plugin/batch/duckdb.h"

#include <dlfcn.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace warraq::duckdb {
namespace {

constexpr int kOldest[] = {1, 2};

constexpr std::string_view kNext =
    "; get DuckDB 1.2 or later (libduckdb.so of https://duckdb.org, or of the npm package "
    "@duckdb/node-bindings-linux-x64) and name the file with --duckdb FILE or in WARRAQ_DUCKDB";

Error Missing(const std::string& what) {
  return {Code::kMissingProgram, 0, what + std::string(kNext)};
}

// A name without a slash would be looked for where the system's libraries are.
std::string FullPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> full(realpath(path.c_str(), nullptr),
                                                         std::free);
  return full ? full.get() : path.find('/') == std::string::npos ? "./" + path : path;
}

// "v1.5.6" is not older than 1.2; a version that nobody can read is.
bool IsOld(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  for (const int oldest : kOldest) {
    int number = 0;
    const auto [end, error] = std::from_chars(version.begin(), version.end(), number);
    if (error != std::errc()) return true;
    if (number != oldest) return number < oldest;
    version.remove_prefix(static_cast<std::size_t>(end - version.begin()));
    if (version.starts_with('.')) version.remove_prefix(1);
  }
  return false;
}

Result<Library> LoadFrom(const std::string& path) {
  const std::string name = path.empty() ? "libduckdb.so" : FullPath(path);
  void* const handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* const why = dlerror();
    return Missing("Parquet is written by DuckDB's library, which cannot be loaded (" +
                   std::string(why != nullptr ? why : name) + ")");
  }
  Library library;
  const char* missing = nullptr;
#define WARRAQ_DUCKDB_FIND(name, returns, arguments)                                     \
  library.name = reinterpret_cast<returns(*) arguments>(dlsym(handle, "duckdb_" #name)); \
  if (library.name == nullptr) missing = "duckdb_" #name;
  WARRAQ_DUCKDB_FUNCTIONS(WARRAQ_DUCKDB_FIND)
#undef WARRAQ_DUCKDB_FIND
  if (library.library_version == nullptr) return Missing(name + " is not DuckDB's library");
  const std::string version = library.library_version();
  if (IsOld(version)) return Missing(name + " is DuckDB " + version + ", which is too old");
  if (missing != nullptr) return Missing(name + " has no " + missing);
  return library;
}

}  // namespace

const Result<Library>& Load(const std::string& path) {
  static const Result<Library> loaded = LoadFrom(path);
  return loaded;
}

}  // namespace warraq::duckdb
