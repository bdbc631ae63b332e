#include "routing/key_table.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace hotshard {

std::shared_ptr<const KeyTable> KeyTable::build(KeyTableSpec spec, std::uint64_t kept)
{
    // The constructor is private, so make_shared cannot reach it.
    return std::shared_ptr<const KeyTable>(new KeyTable(std::move(spec), kept));
}

KeyTable::KeyTable(KeyTableSpec spec, std::uint64_t kept)
    : m_spec(std::move(spec))
{
    m_spec.salts = std::max(m_spec.salts, 1U);
    m_size = static_cast<std::uint64_t>(m_spec.count) * m_spec.salts;
    const std::uint64_t stored = m_spec.explicitHash ? 0 : std::min(m_size, kept);
    m_hashes.reserve(stored);
    std::array<std::string, md5Lanes> names;
    std::array<std::string_view, md5Lanes> texts;
    std::array<Md5Digest, md5Lanes> digests;
    for (std::uint64_t i = 0; i < stored;) {
        const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(md5Lanes, stored - i));
        for (std::size_t k = 0; k < n; ++k)
            texts[k] = names[k] = text(i + k);
        md5Together({texts.data(), n}, digests);
        for (std::size_t k = 0; k < n; ++k)
            m_hashes.push_back(HashKey::fromDigest(digests[k]));
        i += n;
    }
}

std::string KeyTable::keyName(KeyId key) const
{
    if (m_spec.names && key.value < m_spec.names->size())
        return (*m_spec.names)[key.value];
    return m_spec.prefix + std::to_string(static_cast<std::uint64_t>(key.value) + 1);
}

std::string KeyTable::text(std::uint64_t index) const
{
    std::string name = keyName(keyOf(index));
    if (m_spec.salts > 1) {
        name += '#';
        name += std::to_string(index % m_spec.salts);
    }
    return name;
}

} // namespace hotshard
