#include "kernel/issue.h"

#include <algorithm>
#include <cstddef>

namespace hotshard {

namespace {

constexpr std::size_t longestName = 100;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// '-' and ' ' are as good as '_' when we guess what was meant.
char folded(char c) { return c == '-' || c == ' ' ? '_' : lower(c); }

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t editDistance(const std::string &a, const std::string &b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (folded(a[i - 1]) == folded(b[j - 1]) ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// As near as one letter: "per_record" was meant as "latency.per_record".
bool isLastPartOf(const std::string &name, const std::string &candidate)
{
    return name.size() >= 3 && candidate.size() > name.size() && candidate.ends_with("." + name);
}

} // namespace

std::string toString(const Issue &issue)
{
    std::string text;
    if (!issue.file.empty())
        text += issue.file + ":";
    if (issue.line > 0)
        text += (issue.file.empty() ? "line " : "") + std::to_string(issue.line) + ":";
    if (!text.empty())
        text += " ";
    if (!issue.pointer.empty())
        text += issue.pointer + ": ";
    text += issue.problem;
    if (!issue.expected.empty())
        text += "; expected " + issue.expected;
    if (!issue.nearest.empty())
        text += "; did you mean \"" + issue.nearest + "\"?";
    return text;
}

std::string nearestName(const std::string &name, const std::vector<std::string> &candidates)
{
    if (name.empty() || name.size() > longestName)
        return {};
    // A third of the letters may be wrong; beyond that a guess annoys more than it helps.
    const std::size_t allowed = std::max<std::size_t>(1, name.size() / 3);
    std::size_t bestDistance = allowed + 1;
    std::string best;
    for (const std::string &candidate : candidates) {
        if (candidate.size() > longestName)
            continue;
        const std::size_t distance = isLastPartOf(name, candidate) ? 1 : editDistance(name, candidate);
        // A name of two letters is not "near" one that shares none of them.
        if (distance < bestDistance && distance < std::max(name.size(), candidate.size())) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace hotshard
