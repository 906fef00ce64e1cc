// What was left out of a record, with its words: what a batch keeps beside its records.

#include "plugin/write/from.h"
#include "plugin/write/write.h"

namespace warraq {

void WriteRemovedLine(const Article& article, std::string& out) {
  if (article.removed.empty()) return;
  Json json(out);
  json.Object().Key("id").String(article.id).Key("removed").Array();
  for (const Removed& removed : article.removed) {
    json.Object().Key("role").String(RoleName(removed.role));
    WriteShared(removed.shared, json);
    json.Member("text", removed.text.bytes());
    WriteFrom(*article.page, removed.origin, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
  out.push_back('\n');
}

}  // namespace warraq
