// What a producer's client library holds, repeats and loses, in words.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// Records that the client itself lost, for whatever reason.
[[nodiscard]] std::uint64_t lostInClient(const ClientView &client);
/// "1,234 in the client", short enough for the producer's card.
[[nodiscard]] QString clientLine(const Scene &scene, const ClientView &client);
/// Everything, for a tool tip: rich text. Empty for a producer whose client is not simulated.
[[nodiscard]] QString clientCard(const Scene &scene, int producer);

} // namespace hotshard::views
