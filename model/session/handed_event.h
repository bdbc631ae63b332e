// The event of an inspected batch as text: what a window shows, copies and saves (scenario/lambda_event.h).
#pragma once

#include "metrics/inspection.h"

#include <cstddef>
#include <limits>
#include <string>

namespace hotshard {

inline constexpr std::size_t kAllRecords = std::numeric_limits<std::size_t>::max();

/// The event with the first `most` of the batch's records, `decoded` or as the function gets it. Empty when the answer
/// holds no batch, or one without records.
[[nodiscard]] std::string handedEvent(const Inspection &answer, bool decoded = false, std::size_t most = kAllRecords);
/// A file name to propose for it.
[[nodiscard]] std::string handedEventFileName(const Inspection &answer);

} // namespace hotshard
