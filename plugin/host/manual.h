// What a user is told of a command. --help, the man pages and the completions are all written from
// one description, which is read off the options that the command line really has: they cannot
// disagree with it, nor with one another.

#ifndef WARRAQ_PLUGIN_HOST_MANUAL_H_
#define WARRAQ_PLUGIN_HOST_MANUAL_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace warraq {

// What a value is, as help shows it and as completions understand it (CLI::Option::type_name).
// Other names are shown, and nothing is offered for them.
inline constexpr const char* kFileValue = "FILE";
inline constexpr const char* kFolderValue = "DIR";
inline constexpr const char* kModelsValue = "MODELS";  // of Tesseract, joined by +

struct ManualOption {
  std::vector<std::string> names;  // "-j", "--jobs"; of an argument, what stands for it: "INPUT"
  std::string value;               // kFileValue, ...; empty for a switch and for choices
  std::vector<std::string> choices;
  std::string summary;
  std::string standard;  // the value without the option; empty where that is none
  bool argument = false;
  bool required = false;
  bool repeated = false;

  // "FILE", "none|spans|full"; empty for a switch
  std::string ValueShown() const;
};

struct ManualExample {
  std::string command;  // a line of shell, as it is typed
  std::string what;
};

struct Manual {
  std::string name;  // "warraq", "text"
  std::string summary;
  std::vector<std::string> usages;  // "warraq text [OPTIONS] [FILE]"
  std::vector<std::string> about;   // paragraphs
  std::vector<ManualExample> examples;
  std::vector<ManualOption> options;  // arguments first
  std::vector<Manual> commands;
};

std::string Join(const std::vector<std::string>& words, std::string_view separator);

// Words in lines of at most `columns` bytes; a longer one has a line of its own.
std::vector<std::string> LinesOf(std::string_view words, std::size_t columns);

// Gives a command the paragraphs and examples that its options cannot tell.
void AddManual(CLI::App& command, std::string_view about,
               std::initializer_list<ManualExample> examples);

// `name` is that by which it is called, "warraq text".
Manual ManualOf(const CLI::App& command, const std::string& name);

// What --help writes, in lines of 80 columns; also of all commands that are added to `app` later.
void ShowManualAsHelp(CLI::App& app);

// The page of section 1 for man, in man(7)'s macros, of a command or of the tool itself.
// `version` is "warraq 0.1.0", `date` its day ("2026-11-22").
struct ManPage {
  std::string_view version;
  std::string_view date;
};
std::string WriteManPage(const Manual& manual, const Manual& tool, const ManPage& page);
// The page's name, "warraq-text".
std::string ManPageName(const Manual& manual, const Manual& tool);

// What completes the tool's command line in a shell.
std::string WriteBashCompletion(const Manual& tool);
std::string WriteZshCompletion(const Manual& tool);
std::string WriteFishCompletion(const Manual& tool);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_MANUAL_H_
