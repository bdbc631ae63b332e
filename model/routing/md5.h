// MD5 of short texts, quickly: the hash by which a stream chooses the shard of a partition key.
//
// Our own, because the model has no library besides the standard one, and because a run may hash a new key
// for every record (about 100 ns for a key of up to 55 bytes). Not for security.
// Rules: RFC 1321. Any thread; no state; never fails.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hotshard {

/// The 16 bytes of a digest in the order in which they are usually written.
using Md5Digest = std::array<std::uint8_t, 16>;

/// MD5 of the bytes of `text`, of any length; the same on machines of either byte order.
[[nodiscard]] Md5Digest md5(std::string_view text);

} // namespace hotshard
