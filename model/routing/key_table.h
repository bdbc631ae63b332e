// The partition keys of a source and where each falls in the hash space: built once, then only read.
//
// Shared by every copy of a simulation. The hashes do not depend on the number of shards, so that a reshard
// only looks the ranges up again. Texts are made on demand and hashes are kept up to a limit, so that ten
// million keys do not cost a gigabyte. Any thread once built; never fails.
#pragma once

#include "kernel/ids.h"
#include "routing/hash_key.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

/// What to build a table from.
struct KeyTableSpec {
    /// Names of the first keys, hottest first; may be null. Shared, not copied: a replay passes the keys of
    /// its recorded traffic (an aliasing shared_ptr keeps the traffic alive).
    std::shared_ptr<const std::vector<std::string>> names;
    std::string prefix = "key-"; ///< key k (from 0) without a name is called prefix and k + 1: key-1 is the hottest
    std::uint32_t count = 0;     ///< keys in all; names beyond it are not used
    std::uint32_t salts = 1;     ///< 1: keys as they are; more: each key k becomes k#0 .. k#(salts-1)

    /// ExplicitHashKey: decides the shard of every key instead of its MD5; the keys themselves stay as they are.
    std::optional<HashKey> explicitHash = {};

    bool operator==(const KeyTableSpec &) const = default;
};

class KeyTable {
public:
    /// First entries whose hashes are kept (16 bytes each); the others are hashed anew each time they are asked for.
    static constexpr std::uint64_t keptHashes = std::uint64_t{1} << 23U;

    [[nodiscard]] static std::shared_ptr<const KeyTable> build(KeyTableSpec spec, std::uint64_t kept = keptHashes);

    /// Partition keys in the table: count * salts.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t keyCount() const { return m_spec.count; }
    [[nodiscard]] std::uint32_t salts() const { return m_spec.salts; }
    /// Index of key k with suffix s (0 .. salts-1).
    [[nodiscard]] std::uint64_t indexOf(KeyId key, std::uint32_t salt = 0) const
    {
        return static_cast<std::uint64_t>(key.value) * m_spec.salts + salt;
    }
    /// The key that entry `index` belongs to, whatever its suffix.
    [[nodiscard]] KeyId keyOf(std::uint64_t index) const
    {
        return KeyId{static_cast<std::uint32_t>(index / m_spec.salts)};
    }

    /// Partition key of an entry, `index` < size(): the key's name, with `#` and the suffix when salted.
    [[nodiscard]] std::string text(std::uint64_t index) const;
    /// Name of a key without suffix, `key` < keyCount().
    [[nodiscard]] std::string keyName(KeyId key) const;
    [[nodiscard]] HashKey hash(std::uint64_t index) const
    {
        if (index < m_hashes.size())
            return m_hashes[index];
        return m_spec.explicitHash ? *m_spec.explicitHash : HashKey::ofPartitionKey(text(index));
    }

private:
    KeyTable(KeyTableSpec spec, std::uint64_t kept);

    KeyTableSpec m_spec;
    std::uint64_t m_size = 0;
    std::vector<HashKey> m_hashes;
};

} // namespace hotshard
