// Findings about what is no stream: log files in an object store, and queues of asynchronous functions.
#pragma once

#include "diagnosis/diagnose.h"

namespace hotshard {

/// How bad it is that something has waited for so long.
[[nodiscard]] constexpr Severity ageSeverity(Duration age)
{
    return age >= alarmAge ? Severity::Alarm : age >= warnAge ? Severity::Warning : Severity::Info;
}

/// Does the backlog between these rates grow? Less than 1 % is scatter.
[[nodiscard]] constexpr bool grows(double in, double out) { return out - in <= 0.01 * in && in > 0; }

/// Lines that were written to a log file and overwritten.
void addLinesLost(const Snapshot &snapshot, std::vector<Finding> &findings);
/// Events that wait for concurrency, wait for their next try, or were given up.
void addEvents(const Snapshot &snapshot, std::vector<Finding> &findings);
/// Queues with one server that have much to do.
void addQueues(const Snapshot &snapshot, std::vector<Finding> &findings);

} // namespace hotshard
