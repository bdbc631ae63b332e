// Checked reading of single values from a document, for the loader: every mismatch becomes an issue with its
// line and pointer, and the caller goes on with the next value.
#pragma once

#include "components/parameter.h"
#include "kernel/issue.h"
#include "kernel/text.h"
#include "kernel/time.h"
#include "scenario/json_document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

/// A value and where it is.
struct NodeAt {
    const JsonNode *node = nullptr; ///< null when the member is missing
    std::string pointer;

    explicit operator bool() const { return node != nullptr; }
    [[nodiscard]] NodeAt member(const std::string &name) const;
    /// REQUIRES: a list or an object with that many children.
    [[nodiscard]] NodeAt child(std::size_t index) const;
};

/// Collects issues. Reads of missing members give nothing and are no issue, unless said otherwise.
class NodeReader {
public:
    explicit NodeReader(Issues &issues)
        : m_issues(issues)
    {
    }

    void add(const NodeAt &at, std::string problem, std::string expected, std::string nearest = {});
    /// `is "abc"; expected a duration ...`
    void addWrong(const NodeAt &at, std::string expected, std::string nearest = {});
    void addMissing(const NodeAt &parent, const std::string &name, std::string expected);

    /// True when it is an object; adds an issue when it is there and something else.
    bool isObject(const NodeAt &at, const std::string &expected);
    /// As many as the list has; none, and an issue, when it is not a list.
    std::vector<NodeAt> list(const NodeAt &at, const std::string &expected);
    /// Reports members that are none of `names`.
    void refuseOthers(const NodeAt &object, const std::vector<std::string> &names);
    void addUnknown(const NodeAt &at, const std::string &name, const std::vector<std::string> &names);

    std::optional<std::string> string(const NodeAt &at, const std::string &expected);
    std::optional<std::int64_t> integer(const NodeAt &at, const std::string &expected);
    std::optional<std::uint64_t> unsignedInteger(const NodeAt &at, const std::string &expected);
    std::optional<double> number(const NodeAt &at, const std::string &expected);
    std::optional<Duration> duration(const NodeAt &at, const std::string &expected);
    /// Plain, or {"en": ..., "ja": ...}; empty when missing or wrong.
    Text text(const NodeAt &at);
    std::optional<ParameterValue> parameter(const NodeAt &at, const ParameterDecl &decl);

private:
    std::optional<ParameterValue> unchecked(const NodeAt &at, const ParameterDecl &decl) const;

    Issues &m_issues;
};

} // namespace hotshard
