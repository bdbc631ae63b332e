#include "app/cli/reshard_file.h"

#include "routing/update_quota.h"
#include "scenario/chunk_reader.h"
#include "scenario/utf8.h"

#include <optional>
#include <string_view>
#include <utility>

namespace hotshard::cli {

namespace {

std::optional<Refusal> doStep(const ReshardRequest &request, ShardMap &map, UpdateQuota &quota)
{
    if (request.kind == ReshardRequest::Kind::Update)
        if (auto refusal = quota.use(SimTime::zero()))
            return refusal;
    return map.reshard(request).refusal;
}

} // namespace

ReshardList readReshardList(std::istream &input, const std::string &name)
{
    ReshardList list;
    ChunkReader reader(input, 0, {});
    int number = 0;
    for (std::string_view line;;) {
        const ChunkReader::Line got = reader.nextLine(line);
        if (got == ChunkReader::Line::End)
            break;
        ++number;
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        if (got == ChunkReader::Line::TooLong) {
            list.issues.push_back({name, number, "", "the line is too long", "one operation", ""});
            continue;
        }
        const ParsedReshard parsed = parseReshard(line.substr(0, line.find('#')));
        if (parsed.request)
            list.steps.push_back({*parsed.request, number});
        for (Issue issue : parsed.issues) {
            issue.file = name;
            issue.line = number;
            issue.problem = validUtf8(std::move(issue.problem));
            list.issues.push_back(std::move(issue));
        }
    }
    if (reader.failed())
        list.issues.push_back({name, 0, "", "reading stopped with an error", "", ""});
    return list;
}

Issues doReshards(const std::vector<ReshardStep> &steps, const std::string &name, ShardMap &map)
{
    UpdateQuota quota;
    for (const ReshardStep &step : steps) {
        if (const auto refusal = doStep(step.request, map, quota))
            return {
                {name, step.line, "", toString(step.request) + ": " + refusal->code + ": " + refusal->text, "", ""}};
    }
    return {};
}

} // namespace hotshard::cli
