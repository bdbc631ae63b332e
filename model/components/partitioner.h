// Gives records their partition keys: the key itself, the key with a salt, a random one, or one for all; or leaves
// the key as it is and has an ExplicitHashKey choose the shard (Kinesis API PutRecord: it "overrides the hash").
//
// A copyable value. Which salt, or which random key, a record gets depends on its number in its source alone.
#pragma once

#include "components/parameters.h"
#include "kernel/random.h"
#include "record/record_block.h"
#include "routing/key_table.h"

#include <memory>

namespace hotshard {

class Partitioner {
public:
    /// `spec` names the natural keys.
    Partitioner(RandomStream draws, KeyTableSpec spec);
    /// With the natural keys of another, whose table of names it shares.
    Partitioner(RandomStream draws, const Partitioner &names);

    /// Reads its strategy and the number of salts from the parameters of these names, and `explicit_hash_key`.
    void configure(const Parameters &parameters, const char *strategy = "partition_key", const char *salts = "salts");
    /// Sets the partition of every record of the block, from its key and its number.
    void assign(RecordBlock &block) const;
    /// The same for one record.
    void assign(LooseRecord &record) const;
    /// Fixes the hash of a record's partition key, so that it outlives the table that the record points into.
    static void pin(LooseRecord &record, const KeyTable &keys);

    /// Partition keys of the present strategy; keys without a salt have one entry each.
    [[nodiscard]] const std::shared_ptr<const KeyTable> &keys() const { return m_keys; }
    [[nodiscard]] const KeyTable &naturalKeys() const { return *m_names; }
    [[nodiscard]] const KeyTableSpec &spec() const { return m_spec; }
    /// The partition key is the natural key.
    [[nodiscard]] bool isNatural() const { return m_strategy == Strategy::Natural || m_strategy == Strategy::Explicit; }
    /// And its MD5 chooses the shard.
    [[nodiscard]] bool isPlaced() const { return m_strategy == Strategy::Natural; }
    /// Every natural key has had one partition key from the start.
    [[nodiscard]] bool keepsOrder() const
    {
        const bool explicitly = m_strategy == Strategy::Explicit && m_explicitKeys;
        return !m_mixed && (m_strategy == Strategy::Natural || m_strategy == Strategy::Constant || explicitly);
    }

private:
    enum class Strategy { Natural, Salted, Random, Constant, Explicit };
    void drawHashes(RecordBlock &block) const;
    [[nodiscard]] std::uint32_t salted(std::uint32_t key, std::uint64_t number) const;

    RandomStream m_draws;
    KeyTableSpec m_spec;
    std::shared_ptr<const KeyTable> m_names;        ///< natural keys
    std::shared_ptr<const KeyTable> m_explicitKeys; ///< null unless one hash key is given for all
    std::shared_ptr<const KeyTable> m_keys;
    Strategy m_strategy = Strategy::Natural;
    bool m_mixed = false; ///< changed while running: a key's records may lie in several shards
    std::uint32_t m_salts = 1;
};

} // namespace hotshard
