// Completions for bash, zsh and fish. Each script finds out which command stands on the line (the
// first word that is neither an option nor an option's value), and offers its options; for a value,
// what the option takes.

#include <algorithm>
#include <array>

#include "plugin/host/manual.h"

namespace warraq {
namespace {

std::string Replace(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool TakesValue(const ManualOption& option) { return !option.ValueShown().empty(); }

// The names of options that take a value, or of all, in the order of --help.
std::vector<std::string> OptionNames(const Manual& manual, bool only_with_value) {
  std::vector<std::string> names;
  for (const ManualOption& option : manual.options) {
    if (option.argument || (only_with_value && !TakesValue(option))) continue;
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> CommandNames(const Manual& tool) {
  std::vector<std::string> names;
  for (const Manual& command : tool.commands) names.push_back(command.name);
  return names;
}

// As much of a summary as has room beside a word.
std::string Brief(const ManualOption& option) {
  const std::string& words = option.summary;
  std::size_t end = words.size();
  for (const std::string_view stop : {";", ":", " ("}) end = std::min(end, words.find(stop));
  return words.substr(0, end);
}

// What `script` has in the places of @tool@, @commands@, ...
std::string FillIn(std::string script, const Manual& tool, std::string_view separator) {
  script = Replace(script, "@tool@", tool.name);
  script = Replace(script, "@commands@", Join(CommandNames(tool), separator));
  return Replace(script, "@valued@", Join(OptionNames(tool, true), separator));
}

constexpr std::string_view kBashHead =
    R"(# Completion of @tool@ in bash; made from the tool's own options.

# The installed models of Tesseract behind the + of what has been typed.
_@tool@_models() {
  local head= models
  [[ $cur == *+* ]] && head=${cur%+*}+
  models=$("$1" --version 2>/dev/null | sed -n 's/^models: //p')
  [[ $head ]] || models+=' auto'
  mapfile -t COMPREPLY < <(compgen -P "$head" -W "$models" -- "${cur##*+}")
}

_@tool@() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= first=1 i
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      @valued@)
        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
        ((i++)) ;;
      @commands@)
        command=${COMP_WORDS[i]} first=
        break ;;
      -*) ;;
      *)
        first=
        break ;;
    esac
  done
  COMPREPLY=()
  case "$command $prev" in
)";

constexpr std::string_view kBashTail = R"(  esac
  if [[ $first && $cur != -* ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -W '@words@' -- "$cur"; compgen -f -- "$cur")
    return
  fi
  [[ $cur == -* ]] || return  # readline offers files by itself
  case $command in
)";

std::string BashValue(const ManualOption& option) {
  if (!option.choices.empty()) {
    return "mapfile -t COMPREPLY < <(compgen -W '" + Join(option.choices, " ") + "' -- \"$cur\")";
  }
  if (option.value == kModelsValue) return "_@tool@_models \"$1\"";
  if (option.value == kFolderValue) {
    return "compopt -o filenames 2>/dev/null\n"
           "      mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
  }
  if (option.value == kFileValue) return ":";
  return "compopt +o default +o bashdefault 2>/dev/null";
}

std::string BashValues(const Manual& manual, const std::string& command) {
  std::string cases;
  for (const ManualOption& option : manual.options) {
    if (option.argument || !TakesValue(option)) continue;
    std::string pattern;
    for (const std::string& name : option.names) {
      pattern += (pattern.empty() ? "\"" : "|\"") + command + " " + name + "\"";
    }
    cases += "    " + pattern + ")\n      " + BashValue(option) + "\n      return ;;\n";
  }
  return cases;
}

std::string BashOptions(const Manual& manual, const std::string& command) {
  return "    '" + command + "') mapfile -t COMPREPLY < <(compgen -W '" +
         Join(OptionNames(manual, false), " ") + "' -- \"$cur\") ;;\n";
}

constexpr std::string_view kZshHead = R"(#compdef @tool@
# Completion of @tool@ in zsh; made from the tool's own options.

# The installed models of Tesseract, joined by +.
_@tool@_models() {
  local -a models
  models=(auto ${=$(_call_program models $_@tool@_program --version 2>/dev/null | sed -n 's/^models: //p')})
  compset -P '*+' && models=(${models:#auto})
  compadd -a models
}

)";

constexpr std::string_view kZshTail = R"(
_@tool@() {
  local _@tool@_program=$words[1] command
  local -i i=2
  while (( i < CURRENT )); do
    case $words[i] in
      (@valued@) (( i += 2 )) ;;
      (@commands@)
        command=$words[i]
        shift $(( i - 1 )) words
        (( CURRENT -= i - 1 ))
        _@tool@_$command
        return ;;
      (-*) (( i++ )) ;;
      (*) break ;;
    esac
  done
  _@tool@_itself
}

_@tool@ "$@"
)";

std::string InQuotes(const std::string& text) { return "'" + Replace(text, "'", "'\\''") + "'"; }

std::string ZshValue(const ManualOption& option) {
  if (!option.choices.empty()) return ":value:(" + Join(option.choices, " ") + ")";
  if (option.value == kModelsValue) return ":models:_@tool@_models";
  if (option.value == kFolderValue) return ":folder:_files -/";
  if (option.value == kFileValue) return ":file:_files";
  return ":" + option.value + ": ";
}

std::string ZshOption(const ManualOption& option) {
  const std::string text = "[" + Replace(Replace(Brief(option), "[", "\\["), "]", "\\]") + "]" +
                           (TakesValue(option) ? ZshValue(option) : "");
  std::string specs;
  for (const std::string& name : option.names) {
    const std::string others = "(" + Join(option.names, " ") + ")";
    const std::string joint = TakesValue(option) ? (name.starts_with("--") ? "=" : "+") : "";
    specs += " \\\n    " + InQuotes(others + name + joint + text);
  }
  return specs;
}

std::string ZshFunction(const Manual& manual, const std::string& name) {
  std::string text = "_@tool@_" + name + "() {\n  _arguments -s -S";
  for (const ManualOption& option : manual.options) {
    if (!option.argument) text += ZshOption(option);
  }
  if (!manual.commands.empty()) text += " \\\n    '1: :_@tool@_first'";
  return text + " \\\n    '*:file:_files'\n}\n\n";
}

std::string ZshFirst(const Manual& tool) {
  std::string text = "_@tool@_first() {\n  local -a commands=(";
  for (const Manual& command : tool.commands) {
    text += "\n    " + InQuotes(command.name + ":" + Replace(command.summary, ":", "\\:"));
  }
  return text +
         ")\n  _alternative 'commands:command:{_describe command commands}' "
         "'files:file:_files'\n}\n";
}

constexpr std::string_view kFishHead =
    R"(# Completion of @tool@ in fish; made from the tool's own options.

# The command on the line; "input" where there is another word, "none" where there is none.
function __@tool@_command
    set -l words (commandline -opc)
    set -l i 2
    while test $i -le (count $words)
        switch $words[$i]
            case @valued@
                set i (math $i + 1)
            case @commands@
                echo $words[$i]
                return
            case '-*'
            case '*'
                echo input
                return
        end
        set i (math $i + 1)
    end
    echo none
end

# The installed models of Tesseract behind the + of what has been typed.
function __@tool@_models
    set -l head (string match -r '.*\+' -- (commandline -ct | string replace -r '^--[a-z]+=' ''))
    set -l program (commandline -opc)[1]
    test -n "$head"; or echo auto
    for model in ($program --version 2>/dev/null | string match -r '^models: .*' | string split ' ')[2..]
        echo $head$model
    end
end

)";

std::string InFishQuotes(const std::string& text) {
  return "'" + Replace(Replace(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string FishValue(const ManualOption& option) {
  if (!option.choices.empty()) return " -x -a '" + Join(option.choices, " ") + "'";
  if (option.value == kModelsValue) return " -x -a '(__@tool@_models)'";
  if (option.value == kFolderValue) return " -x -a '(__fish_complete_directories)'";
  return option.value == kFileValue ? " -r -F" : " -x";
}

std::string FishOptions(const Manual& manual, const std::string& where) {
  std::string lines;
  for (const ManualOption& option : manual.options) {
    if (option.argument) continue;
    lines += "complete -c @tool@ -n " + InFishQuotes("contains (__@tool@_command) " + where);
    for (const std::string& name : option.names) {
      lines += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    lines += (TakesValue(option) ? FishValue(option) : "") + " -d " + InFishQuotes(Brief(option));
    lines += "\n";
  }
  return lines;
}

}  // namespace

std::string WriteBashCompletion(const Manual& tool) {
  std::string script(kBashHead);
  script += BashValues(tool, "");
  for (const Manual& command : tool.commands) script += BashValues(command, command.name);
  script += Replace(std::string(kBashTail), "@words@", Join(CommandNames(tool), " "));
  script += BashOptions(tool, "");
  for (const Manual& command : tool.commands) script += BashOptions(command, command.name);
  script += "  esac\n}\n\ncomplete -o bashdefault -o default -F _@tool@ @tool@\n";
  return FillIn(script, tool, "|");
}

std::string WriteZshCompletion(const Manual& tool) {
  std::string script(kZshHead);
  for (const Manual& command : tool.commands) script += ZshFunction(command, command.name);
  script += ZshFunction(tool, "itself") + ZshFirst(tool);
  return FillIn(script.append(kZshTail), tool, "|");
}

std::string WriteFishCompletion(const Manual& tool) {
  std::string script(kFishHead);
  for (const Manual& command : tool.commands) {
    script += "complete -c @tool@ -n 'contains (__@tool@_command) none' -a " + command.name +
              " -d " + InFishQuotes(command.summary) + "\n";
  }
  script += FishOptions(tool, "none input");
  for (const Manual& command : tool.commands) script += FishOptions(command, command.name);
  return FillIn(script, tool, " ");
}

}  // namespace warraq
