// The charts of a run, thinned to what a screen can show.
#pragma once

#include "metrics/series_table.h"
#include "metrics/snapshot.h"

namespace hotshard {

/// Lines of the first stream and its function over the span that the query asks for. Lanes are those of the
/// snapshot; the worst get a line of their own, the others a band.
[[nodiscard]] ChartSet makeCharts(const SeriesTable &series, const Snapshot &snapshot, const SnapshotQuery &query);

} // namespace hotshard
