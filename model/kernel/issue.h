// What is wrong with something that a user gave us: one value per problem, all of them reported at once.
#pragma once

#include <string>
#include <vector>

namespace hotshard {

/// One mistake in a file, a command line or a typed value. Texts are English; the place is exact.
struct Issue {
    std::string file;     ///< as the user named it; empty when there is none
    int line = 0;         ///< 1-based; 0 when unknown
    std::string pointer;  ///< JSON pointer or parameter path; empty when it does not apply
    std::string problem;  ///< what was found: `unknown name "shard"`
    std::string expected; ///< what would be right: `an integer from 1 to 10000`
    std::string nearest;  ///< the valid name most like the wrong one; empty when none is near

    bool operator==(const Issue &) const = default;
};

using Issues = std::vector<Issue>;

/// `scenario.json:12: /components/1/shard: unknown name "shard"; expected ...; did you mean "shards"?`
[[nodiscard]] std::string toString(const Issue &issue);

/// The candidate with the smallest edit distance to `name`, or empty when none is near enough to be meant.
[[nodiscard]] std::string nearestName(const std::string &name, const std::vector<std::string> &candidates);

} // namespace hotshard
