// The commands of the tool. Each adds itself to the command line and runs; its exit status is 0 all
// clean, 1 some sources failed, 2 wrong usage.

#ifndef WARRAQ_PLUGIN_HOST_COMMAND_H_
#define WARRAQ_PLUGIN_HOST_COMMAND_H_

#include <string>
#include <string_view>

#include "warraq/page.h"
#include "warraq/result.h"

namespace CLI {
class App;
}

namespace warraq {

inline constexpr int kAllClean = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kWrongUsage = 2;

// The whole command line: what stands below, --help and --version.
void AddCommands(CLI::App& app, int& status);

// Each keeps its settings as long as the program runs and leaves its exit status in `status`.
void AddArticlesCommand(CLI::App& app, int& status);
void AddTextCommand(CLI::App& app, int& status);
void AddDatesCommand(CLI::App& app, int& status);
void AddOcrCommand(CLI::App& app, int& status);
void AddMergeCommand(CLI::App& app, int& status);
void AddSitesCommand(CLI::App& app, int& status);
void AddVerifyCommand(CLI::App& app, int& status);

// Options::picture_worker of every command: this tool itself.
inline constexpr const char* kThisProgram = "/proc/self/exe";

// Writes to standard output. False once nobody reads it, or when it cannot be written (which is
// said on standard error, once, and makes the exit status 1).
bool WriteOut(std::string_view bytes);
bool OutputFailed();

// An error that is no source's: of the output. Returns the exit status.
int SayError(const Error& error);

// "warraq: page.tif, page 3: the picture ends too early (truncated-image); copy or scan it again"
void SayFailure(const Source& source, const Error& error);
// The same as a sentence, or as the line of JSON that --failures gets.
enum class LogShape : unsigned char { kText, kJson };
void LogFailure(const Source& source, const Error& error, LogShape shape);

// Lines of `path` ("-" for standard input) one by one, however long, in memory of the longest.
// Returns false, with the reason in `error`, where the file cannot be read.
class LineReader {
 public:
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  bool ok() const { return descriptor_ >= 0; }
  bool Next(std::string& line);
  // The next line has not come yet: asking for it may wait for whoever writes it.
  bool Waits() const { return buffer_.find('\n', at_) == std::string::npos; }

 private:
  int descriptor_ = -1;
  std::string buffer_;
  std::size_t at_ = 0;
  bool end_ = false;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_COMMAND_H_
