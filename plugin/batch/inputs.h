// Inputs of a run, opened one after the other: files, folders, standard input, archives and
// compressed files. Nothing is unpacked to disk.

#ifndef WARRAQ_PLUGIN_BATCH_INPUTS_H_
#define WARRAQ_PLUGIN_BATCH_INPUTS_H_

#include <functional>
#include <string>
#include <vector>

#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// Takes a source, or the reason why there is none (its name is set all the same). Returns whether
// to go on.
using SourceTaker = std::function<bool(Source, const Error*)>;

// Every source of the inputs, in their order; the files of a folder in the order of their names,
// the members of an archive (tar, zip, 7z; compressed or not) in its own. A single compressed file
// keeps its name; a member is named "dump.tar.gz!pages/7.html".
void OpenInputs(const std::vector<std::string>& inputs, const Limits& limits,
                const SourceTaker& take);

// The bytes of a file, or of standard input for "-"; no containers are opened.
Result<std::string> ReadBytes(const std::string& path, const Limits& limits);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_INPUTS_H_
