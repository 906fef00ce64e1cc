// Man pages in the macros of man(7), as groff and mandoc read them.
//
// A backslash and a hyphen that has to stay one (options, commands) are escaped, and so is a dot or
// an apostrophe that would begin a request.

#include <algorithm>
#include <cctype>

#include "plugin/host/manual.h"

namespace warraq {
namespace {

// Text as roff reads it; hyphens of words may break, those of code may not.
std::string Escape(std::string_view text, bool code) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool option = text[i] == '-' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '-');
    if (text[i] == '\\') {
      escaped += "\\e";
    } else if (text[i] == '-' && (code || option)) {
      escaped += "\\-";
    } else if (text[i] == '\'' && code) {
      escaped += "\\(aq";
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::string Bold(std::string_view code) { return "\\fB" + Escape(code, true) + "\\fR"; }
std::string Italic(std::string_view code) { return "\\fI" + Escape(code, true) + "\\fR"; }

// Words in lines that a person can read too; roff fills them anew.
std::string Fill(std::string_view words) {
  std::string text;
  for (const std::string& line : LinesOf(words, 76)) text += Escape(line, false) + "\n";
  return text;
}

std::string Section(std::string_view name, const std::string& text) {
  return ".SH " + std::string(name) + "\n" + text;
}

std::string Item(const std::string& head, std::string_view words) {
  return ".TP\n" + head + "\n" + Fill(words);
}

std::string OptionText(const ManualOption& option) {
  std::string head;
  for (const std::string& name : option.names) {
    head += (head.empty() ? "" : ", ") + (option.argument ? Italic(name) : Bold(name));
  }
  if (option.argument && option.repeated) head += " ...";
  if (!option.argument && !option.ValueShown().empty()) {
    head += " " + (option.choices.empty() ? Italic(option.value) : Bold(option.ValueShown()));
  }
  std::string words = option.summary;
  if (!option.standard.empty()) words += " (default: " + option.standard + ")";
  words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
  return Item(head, words + ".");
}

std::string Synopsis(const Manual& manual) {
  std::string text;
  for (const std::string& usage : manual.usages) {
    const std::size_t name_end = std::min(usage.find(" ["), usage.find(" COMMAND"));
    text += (text.empty() ? "" : ".br\n") + Bold(usage.substr(0, name_end)) +
            Escape(usage.substr(name_end), true) + "\n";
  }
  return text;
}

std::string Description(const Manual& manual) {
  std::string text;
  for (const std::string& paragraph : manual.about) {
    text += (text.empty() ? "" : ".PP\n") + Fill(paragraph);
  }
  return text;
}

std::string Commands(const Manual& manual, const Manual& tool) {
  std::string text;
  for (const Manual& command : manual.commands) {
    text +=
        Item(Bold(command.name), command.summary + "; see " + ManPageName(command, tool) + "(1).");
  }
  return text;
}

std::string Examples(const Manual& manual) {
  std::string text;
  for (const ManualExample& example : manual.examples) {
    text += (text.empty() ? "" : ".PP\n") + Fill(example.what) + ".PP\n.RS 4\n.EX\n" +
            Escape(example.command, true) + "\n.EE\n.RE\n";
  }
  return text;
}

std::string SeeAlso(const Manual& manual, const Manual& tool) {
  std::vector<std::string> names;
  if (&manual != &tool) names.push_back(tool.name);
  for (const Manual& command : tool.commands) {
    if (command.name != manual.name) names.push_back(ManPageName(command, tool));
  }
  names.emplace_back("tesseract");
  std::ranges::sort(names);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += ".BR " + Escape(names[i], true) + " (1)" + (i + 1 < names.size() ? " ,\n" : "\n");
  }
  return text;
}

bool UsesModels(const Manual& manual) {
  return std::ranges::any_of(manual.options, [](const ManualOption& option) {
    return option.names.back() == "--tessdata";
  });
}

}  // namespace

std::string ManPageName(const Manual& manual, const Manual& tool) {
  return &manual == &tool ? tool.name : tool.name + "-" + manual.name;
}

std::string WriteManPage(const Manual& manual, const Manual& tool, const ManPage& page) {
  const std::string name = ManPageName(manual, tool);
  std::string title = name, summary = manual.summary;
  std::ranges::transform(title, title.begin(), [](unsigned char c) { return std::toupper(c); });
  summary.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(summary.front())));
  std::string options;
  for (const ManualOption& option : manual.options) options += OptionText(option);
  std::string text = ".\\\" Made from the options of the tool by make_manual; do not edit.\n";
  text += ".TH " + Escape(title, true) + " 1 " + std::string(page.date) + " \"" +
          std::string(page.version) + "\" \"User Commands\"\n.nh\n";  // no hyphens in names
  text += Section("NAME", Escape(name, true) + " \\-\n" + Fill(summary));
  text += Section("SYNOPSIS", Synopsis(manual)) + Section("DESCRIPTION", Description(manual));
  text += Section("OPTIONS", options);
  if (!manual.commands.empty()) text += Section("COMMANDS", Commands(manual, tool));
  text +=
      Section("EXIT STATUS", Item("0", "All that was asked for was done.") +
                                 Item("1", "Some of it was not; standard error says what.") +
                                 Item("2", "The command line was wrong, and nothing was done."));
  if (UsesModels(manual)) {
    text += Section("ENVIRONMENT",
                    Item(Bold("TESSDATA_PREFIX"),
                         "The folder of Tesseract's models, where --tessdata does not name it."));
    text += Section("FILES", Item(Italic("/usr/share/tesseract-ocr/5/tessdata"),
                                  "Tesseract's models, as Debian's packages install them."));
  }
  return text + Section("EXAMPLES", Examples(manual)) + Section("SEE ALSO", SeeAlso(manual, tool));
}

}  // namespace warraq
