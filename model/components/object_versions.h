// The versions of one object that is changed by reading all of it and writing all of it; and the truth about its lines.
//
// A version holds the lines of the version that its writer had read, its base, and the writer's own. When the base was
// not the latest any more, the lines that came between are lost, without an error: overwritten either because the
// read had given an old version (a stale read), or because another writer was done in the meantime. They come back if
// somebody writes who had read a version with them. A value; costs what lies between base and latest.
#pragma once

#include "kernel/time.h"

#include <cstdint>
#include <vector>

namespace hotshard {

class ObjectVersions {
public:
    using Version = std::uint64_t; ///< 0: there is no object yet

    [[nodiscard]] Version latest() const { return m_first + m_nodes.size() - 1; }
    /// The one that was the latest at `t`, as far back as the last forget() allows.
    [[nodiscard]] Version latestAt(SimTime t) const;

    /// Replaces the latest by `base` and `lines` more. `latestWhenRead` was the latest when the base was read.
    /// REQUIRES: base <= latestWhenRead, neither was forgotten; `at` is not before any earlier put.
    void put(Version base, Version latestWhenRead, std::uint64_t lines, SimTime at);
    /// No version below `oldest` will be asked for any more.
    void forget(Version oldest);

    [[nodiscard]] std::uint64_t written() const { return m_written; }
    /// Lines of the latest version.
    [[nodiscard]] std::uint64_t present() const { return m_written - m_stale - m_overtaken; }
    [[nodiscard]] std::uint64_t lostToStaleReads() const { return m_stale; }
    [[nodiscard]] std::uint64_t lostToOtherWriters() const { return m_overtaken; }
    [[nodiscard]] std::size_t kept() const { return m_nodes.size(); }
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const;

private:
    enum class Loss : std::uint8_t { None, StaleRead, OtherWriter };
    struct Node {
        SimTime at;
        Version base = 0;
        std::uint64_t lines = 0; ///< its writer's own
        Loss loss = Loss::None;  ///< of these lines, in the latest version
    };
    [[nodiscard]] Node &node(Version version) { return m_nodes[version - m_first]; }
    [[nodiscard]] std::uint64_t &count(Loss loss) { return loss == Loss::StaleRead ? m_stale : m_overtaken; }

    Version m_first = 0;           ///< number of the first node; all later versions have its lines in common
    std::vector<Node> m_nodes{{}}; ///< begins with the object that is not there
    std::uint64_t m_written = 0, m_stale = 0, m_overtaken = 0;
};

} // namespace hotshard
