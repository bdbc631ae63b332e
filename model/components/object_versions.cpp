#include "components/object_versions.h"

#include "kernel/check.h"
#include "kernel/random.h"

#include <algorithm>

namespace hotshard {

ObjectVersions::Version ObjectVersions::latestAt(SimTime t) const
{
    const auto after = std::upper_bound(m_nodes.begin() + 1, m_nodes.end(), t,
                                        [](SimTime time, const Node &node) { return time < node.at; });
    return m_first + static_cast<Version>(after - m_nodes.begin()) - 1;
}

void ObjectVersions::put(Version base, Version latestWhenRead, std::uint64_t lines, SimTime at)
{
    HOTSHARD_REQUIRE(m_first <= base && base <= latestWhenRead && latestWhenRead <= latest(),
                     "a writer has read a version that was there");
    // Both histories are followed back to where they part. What a strong read would have shown is lost to staleness.
    Version lost = latest(), back = base, readable = latestWhenRead;
    while (lost != back) {
        if (lost > back) {
            Node &gone = node(lost);
            while (readable > lost)
                readable = node(readable).base;
            gone.loss = readable == lost ? Loss::StaleRead : Loss::OtherWriter;
            count(gone.loss) += gone.lines;
            lost = gone.base;
        } else {
            Node &again = node(back);
            count(again.loss) -= again.lines;
            again.loss = Loss::None;
            back = again.base;
        }
    }
    m_nodes.push_back({at, base, lines, Loss::None});
    m_written += lines;
}

void ObjectVersions::forget(Version oldest)
{
    // The histories of all that may still be read meet in one version: what lies before it is settled.
    Version root = latest();
    for (Version version = std::max(oldest, m_first); version < latest(); ++version)
        for (Version other = version; other != root;)
            (other > root ? other : root) = node(std::max(other, root)).base;
    m_nodes.erase(m_nodes.begin(), m_nodes.begin() + static_cast<std::ptrdiff_t>(root - m_first));
    m_first = root;
}

std::uint64_t ObjectVersions::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {latest(), m_written, m_stale, m_overtaken})
        h = mix64(h ^ n);
    return h;
}

} // namespace hotshard
