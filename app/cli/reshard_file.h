// A list of reshard operations, one a line, in the language of routing/reshard_request.h; `#` starts a comment.
//
// Reading tells everything that is wrong with the words; doing stops at the first operation that the service would
// refuse.
#pragma once

#include "kernel/issue.h"
#include "routing/reshard_request.h"
#include "routing/shard_map.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace hotshard::cli {

/// One line of the list.
struct ReshardStep {
    ReshardRequest request;
    int line = 0;
    bool operator==(const ReshardStep &) const = default;
};

struct ReshardList {
    std::vector<ReshardStep> steps;
    Issues issues; ///< when there are any, the steps are not to be done
};

/// \param name the file as the user named it, for the issues.
[[nodiscard]] ReshardList readReshardList(std::istream &input, const std::string &name);

/// Does the steps in order, as if all were asked for within a day: 10 updates of the shard count at most. Stops at
/// the first refusal and tells it, with the service's error and the rule; nothing when all were done.
[[nodiscard]] Issues doReshards(const std::vector<ReshardStep> &steps, const std::string &name, ShardMap &map);

} // namespace hotshard::cli
