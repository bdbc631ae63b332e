// What `hotshard sweep` says: one row a run, as a table for people, JSON and CSV for programs.
#pragma once

#include "session/sweep.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace hotshard::cli {

/// Columns that stand apart: values as a person types them, "800/s", and rounded results.
void printSweepText(const SweepPlan &plan, const std::vector<SweepRow> &rows, std::ostream &out);
/// A head with units, then numbers: durations in seconds, rates per second, sizes in bytes, shares from 0 to 1.
void printSweepCsv(const SweepPlan &plan, const std::vector<SweepRow> &rows, std::ostream &out);
/// One object: what was swept and every row, numbers as in CSV.
void printSweepJson(const SweepPlan &plan, const std::vector<SweepRow> &rows, const std::string &file,
                    std::ostream &out);

} // namespace hotshard::cli
