#include "plugin/host/manual.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace warraq {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kSecondColumn = 8;  // what is told of an option
constexpr std::size_t kThirdColumn = 11;  // and of a command
// CLI::App has one string for all that stands behind the options; its parts are parted by this.
constexpr char kPart = '\x1E';

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

// "TEXT:{jsonl,text}" is what CLI11 calls the values of an option with a list of them.
std::vector<std::string> ChoicesOf(std::string_view type) {
  const std::size_t begin = type.find('{'), end = type.find('}');
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return Split(type.substr(begin + 1, end - begin - 1), ",");
}

ManualOption OptionOf(const CLI::Option& option) {
  ManualOption shown;
  shown.argument = option.get_positional();
  if (shown.argument) {
    shown.names.push_back(option.get_name(true, false));
  } else {
    for (const std::string& name : option.get_snames()) shown.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) shown.names.push_back("--" + name);
  }
  if (option.get_items_expected_max() > 0) {
    const std::string type = option.get_type_name();
    shown.choices = ChoicesOf(type);
    if (shown.choices.empty()) shown.value = type.substr(0, type.find(':'));
    shown.standard = option.get_default_str();
  }
  shown.summary = option.get_description();
  shown.required = option.get_required();
  shown.repeated = option.get_expected_max() >= CLI::detail::expected_max_vector_size;
  return shown;
}

std::string UsageOf(const Manual& manual, const std::string& name) {
  std::string usage = name + " [OPTIONS]";
  for (const ManualOption& option : manual.options) {
    if (!option.argument) continue;
    const std::string word = option.names.front() + (option.repeated ? "..." : "");
    usage += option.required ? " " + word : " [" + word + "]";
  }
  return usage;
}

// Words in lines of kColumns behind `head`, which fills the first `indent` of them.
std::string Wrap(std::string_view words, std::size_t indent, std::string head = {}) {
  std::string text;
  for (const std::string& line : LinesOf(words, kColumns - indent)) {
    head.resize(indent, ' ');
    text += head + line + "\n";
    head.clear();
  }
  return text;
}

std::string HelpOf(const ManualOption& option) {
  std::string head = "  " + Join(option.names, ", ");
  if (!option.argument && !option.ValueShown().empty()) head += " " + option.ValueShown();
  std::string words = option.summary;
  if (!option.standard.empty()) words += " (default: " + option.standard + ")";
  return head + "\n" + Wrap(words, kSecondColumn);
}

std::string HelpOf(const Manual& manual) {
  std::string help = Wrap(manual.summary + ".", 0);
  for (std::size_t i = 0; i < manual.usages.size(); ++i) {
    help += (i == 0 ? "\nUsage: " : "       ") + manual.usages[i] + "\n";
  }
  for (const bool arguments : {true, false}) {
    help += arguments ? "\nArguments:\n" : "\nOptions:\n";
    for (const ManualOption& option : manual.options) {
      if (option.argument == arguments) help += HelpOf(option);
    }
  }
  if (!manual.commands.empty()) help += "\nCommands:\n";
  for (const Manual& command : manual.commands) {
    help += Wrap(command.summary, kThirdColumn, "  " + command.name);
  }
  for (const std::string& paragraph : manual.about) help += "\n" + Wrap(paragraph, 0);
  if (!manual.examples.empty()) help += "\nExamples:\n";
  for (const ManualExample& example : manual.examples) {
    help += "  " + example.command + "\n" + Wrap(example.what, kSecondColumn);
  }
  return help;
}

class Help : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const override {
    return HelpOf(ManualOf(*app, name.empty() ? app->get_name() : name));
  }
};

}  // namespace

std::string Join(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : separator) += word;
  return text;
}

std::vector<std::string> LinesOf(std::string_view words, std::size_t columns) {
  std::vector<std::string> lines;
  for (const std::string& word : Split(words, " ")) {
    if (lines.empty() || lines.back().size() + 1 + word.size() > columns) {
      lines.push_back(word);
    } else {
      lines.back().append(" ") += word;
    }
  }
  return lines;
}

std::string ManualOption::ValueShown() const {
  return choices.empty() ? value : Join(choices, "|");
}

void AddManual(CLI::App& command, std::string_view about,
               std::initializer_list<ManualExample> examples) {
  std::string footer(about);
  for (const ManualExample& example : examples) {
    footer += kPart + example.command + "\n" + example.what;
  }
  command.footer(footer);
}

Manual ManualOf(const CLI::App& command, const std::string& name) {
  Manual manual;
  manual.name = command.get_name();
  manual.summary = command.get_description();
  for (const CLI::Option* option : command.get_options()) {
    manual.options.push_back(OptionOf(*option));
  }
  std::stable_partition(manual.options.begin(), manual.options.end(),
                        [](const ManualOption& option) { return option.argument; });
  for (const CLI::App* under : command.get_subcommands({})) {
    manual.commands.push_back(ManualOf(*under, name + " " + under->get_name()));
  }
  manual.usages.push_back(UsageOf(manual, name));
  if (!manual.commands.empty()) manual.usages.push_back(name + " COMMAND [OPTIONS] ...");
  std::vector<std::string> parts = Split(command.get_footer(), std::string_view(&kPart, 1));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::size_t end = parts[i].find('\n');
    manual.examples.push_back({parts[i].substr(0, end), parts[i].substr(end + 1)});
  }
  if (!parts.empty()) manual.about = Split(parts.front(), "\n");
  return manual;
}

void ShowManualAsHelp(CLI::App& app) { app.formatter(std::make_shared<Help>()); }

}  // namespace warraq
