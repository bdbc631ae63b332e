#include "app/cli/sweep_report.h"

#include "app/cli/number_text.h"
#include "scenario/json_text.h"
#include "topology/parameter_path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

namespace hotshard::cli {

namespace {

using Json = nlohmann::ordered_json;

const ParameterDecl &declOf(const SweepPlan &plan, const SweepAxis &axis)
{
    return *findParameter(plan.spec, axis.path)->decl;
}

/// Unit of a value in text for programs; "" for plain numbers and words.
std::string unitOf(const ParameterDecl &decl)
{
    switch (decl.type) {
    case ParameterType::Duration: return "s";
    case ParameterType::Rate: return "1/s";
    case ParameterType::Bytes: return "B";
    default: return {};
    }
}

Json toJson(const ParameterDecl &decl, const ParameterValue &value)
{
    if (decl.type == ParameterType::Duration)
        return static_cast<double>(std::get<std::int64_t>(value)) / 1e6; // divided: 0.1 stays 0.1
    return std::visit([](const auto &held) { return Json(held); }, value);
}

Json toJson(const std::variant<std::uint64_t, double> &result)
{
    return std::visit([](auto value) { return Json(value); }, result);
}

std::string csvText(const Json &value)
{
    if (value.is_number_float())
        return numberText(value.get<double>());
    return value.is_string() ? csvField(value.get<std::string>()) : value.dump();
}

std::string rounded(const std::variant<std::uint64_t, double> &result)
{
    if (const auto *count = std::get_if<std::uint64_t>(&result))
        return std::to_string(*count);
    std::array<char, 32> text;
    std::snprintf(text.data(), text.size(), "%.6g", std::get<double>(result));
    return text.data();
}

std::string unitOf(const std::vector<SweepResult> &known, const std::string &name)
{
    const auto found = std::find_if(known.begin(), known.end(), [&](const SweepResult &r) { return r.name == name; });
    return found == known.end() ? std::string() : found->unit;
}

std::string withUnit(const std::string &name, const std::string &unit)
{
    return unit.empty() ? name : name + " [" + unit + "]";
}

/// Paths, the seed, results; with units where they are not part of the values.
std::vector<std::string> head(const SweepPlan &plan, bool typedValues)
{
    const std::vector<SweepResult> known = sweepResults(plan.spec);
    std::vector<std::string> head;
    for (const SweepAxis &axis : plan.axes)
        head.push_back(typedValues ? axis.path : withUnit(axis.path, unitOf(declOf(plan, axis))));
    head.emplace_back("seed");
    for (const std::string &name : plan.results)
        head.push_back(withUnit(name, unitOf(known, name)));
    return head;
}

} // namespace

void printSweepText(const SweepPlan &plan, const std::vector<SweepRow> &rows, std::ostream &out)
{
    std::vector<std::vector<std::string>> table{head(plan, true)};
    for (const SweepRow &row : rows) {
        std::vector<std::string> &cells = table.emplace_back();
        for (std::size_t i = 0; i < row.values.size(); ++i)
            cells.push_back(printValue(declOf(plan, plan.axes[i]), row.values[i]));
        cells.push_back(std::to_string(row.seed));
        for (const auto &result : row.results)
            cells.push_back(rounded(result));
    }
    std::vector<std::size_t> widths(table.front().size(), 0);
    for (const auto &cells : table)
        for (std::size_t c = 0; c < cells.size(); ++c)
            widths[c] = std::max(widths[c], cells[c].size());
    for (const auto &cells : table)
        for (std::size_t c = 0; c < cells.size(); ++c)
            out << std::string(widths[c] - cells[c].size(), ' ') << cells[c] << (c + 1 < cells.size() ? "  " : "\n");
}

void printSweepCsv(const SweepPlan &plan, const std::vector<SweepRow> &rows, std::ostream &out)
{
    for (const std::string &name : head(plan, false))
        out << csvField(name) << ',';
    out << "fingerprint\n";
    for (const SweepRow &row : rows) {
        for (std::size_t i = 0; i < row.values.size(); ++i)
            out << csvText(toJson(declOf(plan, plan.axes[i]), row.values[i])) << ',';
        out << row.seed << ',';
        for (const auto &result : row.results)
            out << csvText(toJson(result)) << ',';
        out << fingerprintText(row.fingerprint) << '\n';
    }
}

void printSweepJson(const SweepPlan &plan, const std::vector<SweepRow> &rows, const std::string &file,
                    std::ostream &out)
{
    const std::vector<SweepResult> known = sweepResults(plan.spec);
    Json json{{"hotshard_sweep", 1},
              {"scenario", {{"file", file}, {"title", plan.spec.title.en}}},
              {"until_s", static_cast<double>(plan.until.us) / 1e6}};
    json["over"] = Json::array();
    for (const SweepAxis &axis : plan.axes)
        json["over"].push_back({{"path", axis.path}, {"unit", unitOf(declOf(plan, axis))}});
    json["results"] = Json::array();
    for (const std::string &name : plan.results)
        json["results"].push_back({{"name", name}, {"unit", unitOf(known, name)}});
    json["runs"] = Json::array();
    for (const SweepRow &row : rows) {
        Json run{{"values", Json::object()}, {"seed", row.seed}, {"results", Json::object()}};
        for (std::size_t i = 0; i < row.values.size(); ++i)
            run["values"][plan.axes[i].path] = toJson(declOf(plan, plan.axes[i]), row.values[i]);
        for (std::size_t i = 0; i < row.results.size(); ++i)
            run["results"][plan.results[i]] = toJson(row.results[i]);
        run["fingerprint"] = fingerprintText(row.fingerprint);
        json["runs"].push_back(std::move(run));
    }
    out << toText(json);
}

} // namespace hotshard::cli
