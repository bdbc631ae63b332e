#include "components/partitioner.h"

#include <algorithm>

namespace hotshard {

Partitioner::Partitioner(RandomStream draws, KeyTableSpec spec)
    : m_draws(draws)
    , m_spec(std::move(spec))
    , m_names(KeyTable::build(m_spec))
{
}

Partitioner::Partitioner(RandomStream draws, const Partitioner &names)
    : m_draws(draws)
    , m_spec(names.m_spec)
    , m_names(names.m_names)
{
}

void Partitioner::configure(const Parameters &parameters, const char *strategyName, const char *saltsName)
{
    const std::string &strategy = parameters.text(strategyName);
    const Strategy before = m_strategy;
    m_strategy = strategy == "salted" ? Strategy::Salted
        : strategy == "random"        ? Strategy::Random
        : strategy == "constant"      ? Strategy::Constant
        : strategy == "explicit_hash" ? Strategy::Explicit
                                      : Strategy::Natural;
    m_mixed = m_mixed || (m_keys && m_strategy != before);
    m_salts = m_strategy == Strategy::Salted ? static_cast<std::uint32_t>(parameters.integer(saltsName)) : 1;
    if (!m_explicitKeys && parameters.has("explicit_hash_key")) {
        KeyTableSpec spec = m_spec;
        spec.explicitHash = HashKey::parse(parameters.text("explicit_hash_key"));
        if (spec.explicitHash)
            m_explicitKeys = KeyTable::build(spec);
    }
    if (m_salts == 1) {
        m_keys = m_strategy == Strategy::Explicit && m_explicitKeys ? m_explicitKeys : m_names;
    } else if (!m_keys || m_keys->salts() != m_salts) {
        KeyTableSpec spec = m_spec;
        spec.salts = m_salts;
        m_keys = KeyTable::build(spec);
    }
}

std::uint32_t Partitioner::salted(std::uint32_t key, std::uint64_t number) const
{
    return key * m_salts + static_cast<std::uint32_t>(((m_draws.bits(number) >> 32) * m_salts) >> 32);
}

void Partitioner::drawHashes(RecordBlock &block) const
{
    // The MD5 of a random key is uniform, and so is a random hash key: its upper half is drawn instead of computed.
    block.partitionBy = PartitionBy::Hash;
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.count); ++i)
        block.hash[i] = m_draws.bits(block.firstIndex + i);
}

void Partitioner::assign(RecordBlock &block) const
{
    const auto count = static_cast<std::size_t>(block.count);
    block.partitionBy = PartitionBy::Table;
    block.laneByKey = isNatural();
    switch (m_strategy) {
    case Strategy::Explicit:
        if (!m_explicitKeys) {
            drawHashes(block);
            break;
        }
        [[fallthrough]];
    case Strategy::Natural: std::copy_n(block.key.begin(), count, block.partition.begin()); break;
    case Strategy::Constant: std::fill_n(block.partition.begin(), count, 0u); break;
    case Strategy::Salted:
        for (std::size_t i = 0; i < count; ++i)
            block.partition[i] = salted(block.key[i], block.firstIndex + i);
        break;
    case Strategy::Random: drawHashes(block); break;
    }
}

void Partitioner::assign(LooseRecord &record) const
{
    record.byHash = m_strategy == Strategy::Random || (m_strategy == Strategy::Explicit && !m_explicitKeys);
    record.laneByKey = isNatural();
    record.partition = record.key;
    switch (m_strategy) {
    case Strategy::Natural: break;
    case Strategy::Constant: record.partition = 0; break;
    case Strategy::Salted: record.partition = salted(record.key, record.index); break;
    case Strategy::Explicit:
    case Strategy::Random: record.hash = m_draws.bits(record.index); break;
    }
}

void Partitioner::pin(LooseRecord &record, const KeyTable &keys)
{
    if (record.byHash)
        return;
    record.byHash = true;
    record.hash = keys.hash(record.partition).high();
}

} // namespace hotshard
