// MD5 of short texts, quickly: the hash by which a stream chooses the shard of a partition key.
//
// Our own, because the model has no library besides the standard one, and because a run may hash a new key
// for every record (about 100 ns for a key of up to 55 bytes) or a million keys before its first (a tenth of
// that each, sixteen at a time). Not for security.
// Rules: RFC 1321. Any thread; no state; never fails.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace hotshard {

/// The 16 bytes of a digest in the order in which they are usually written.
using Md5Digest = std::array<std::uint8_t, 16>;

/// MD5 of the bytes of `text`, of any length; the same on machines of either byte order.
[[nodiscard]] Md5Digest md5(std::string_view text);

/// How many texts md5Together() takes at once.
inline constexpr std::size_t md5Lanes = 16;
/// digests[i] = md5(texts[i]). REQUIRES: at most md5Lanes texts, and as many digests.
void md5Together(std::span<const std::string_view> texts, std::span<Md5Digest> digests);

} // namespace hotshard
