#include "app/cli/reshard_file.h"

#include "routing/update_quota.h"
#include "scenario/chunk_reader.h"
#include "scenario/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace hotshard::cli {

namespace {

using Words = std::vector<std::string>;

struct Operation {
    const char *word;
    ReshardStep::Kind kind;
    const char *usage;
    std::size_t words; ///< the operation's own among them
};

constexpr std::array<Operation, 3> operations{{
    {"split", ReshardStep::Kind::Split, "split SHARD HASH", 3},
    {"merge", ReshardStep::Kind::Merge, "merge LOWER UPPER", 3},
    {"update", ReshardStep::Kind::Update, "update COUNT", 2},
}};

Words wordsOf(std::string_view line)
{
    line = line.substr(0, line.find('#'));
    constexpr std::string_view blanks = " \t\r\v\f";
    Words words;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty())
            return words;
        const std::size_t end = std::min(line.find_first_of(blanks), line.size());
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

/// As it stands in a message: valid and not too long.
std::string quoted(std::string word)
{
    constexpr std::size_t shown = 60;
    if (word.size() > shown)
        word = word.substr(0, shown) + "...";
    return '"' + validUtf8(std::move(word)) + '"';
}

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return n;
}

/// Reads the words of one line; what is wrong with them goes into the list.
class LineReader {
public:
    LineReader(const std::string &name, int line, ReshardList &list)
        : m_name(name)
        , m_line(line)
        , m_list(list)
    {
    }

    void read(const Words &words)
    {
        const auto *const operation = std::find_if(operations.begin(), operations.end(),
                                                   [&](const Operation &known) { return words[0] == known.word; });
        if (operation == operations.end()) {
            tellUnknown(words[0]);
            return;
        }
        if (words.size() != operation->words) {
            tell(std::string(operation->word) + " takes " + std::to_string(operation->words - 1)
                     + (operation->words == 2 ? " word" : " words") + ", not " + std::to_string(words.size() - 1),
                 operation->usage);
            return;
        }
        const std::size_t before = m_list.issues.size();
        ReshardStep step;
        step.kind = operation->kind;
        step.line = m_line;
        if (step.kind == ReshardStep::Kind::Update)
            step.count = count(words[1]);
        else
            step.shard = shard(words[1]);
        if (step.kind == ReshardStep::Kind::Split)
            step.newStart = hash(words[2]);
        else if (step.kind == ReshardStep::Kind::Merge)
            step.adjacent = shard(words[2]);
        if (m_list.issues.size() == before)
            m_list.steps.push_back(step);
    }

    void tell(std::string problem, std::string expected, std::string nearest = {})
    {
        m_list.issues.push_back({m_name, m_line, "", std::move(problem), std::move(expected), std::move(nearest)});
    }

private:
    void tellUnknown(const std::string &word)
    {
        std::vector<std::string> known;
        std::string expected;
        for (const Operation &operation : operations) {
            known.emplace_back(operation.word);
            expected += (expected.empty()                        ? ""
                             : known.size() == operations.size() ? " or "
                                                                 : ", ")
                + std::string(operation.usage);
        }
        tell("unknown operation " + quoted(word), std::move(expected), nearestName(word, known));
    }

    ShardId shard(const std::string &word)
    {
        constexpr std::string_view prefix = "shardId-";
        constexpr std::size_t digits = 12;
        if (word.starts_with(prefix) && word.size() == prefix.size() + digits) {
            if (const auto id = number(std::string_view(word).substr(prefix.size())))
                return ShardId{*id};
        } else if (const auto id = number(word)) {
            return ShardId{*id};
        }
        const auto meant = number(std::string_view(word).substr(word.find_last_not_of("0123456789") + 1));
        tell("is not a shard: " + quoted(word), "a number or a name such as " + shardName(ShardId{3}),
             meant ? nearestName(word, {shardName(ShardId{*meant})}) : "");
        return {};
    }

    HashKey hash(const std::string &word)
    {
        if (const auto key = HashKey::parse(word))
            return *key;
        tell("is not a hash key: " + quoted(word), "a decimal from 0 to " + HashKey::highest().toString());
        return {};
    }

    std::uint32_t count(const std::string &word)
    {
        if (const auto n = number(word))
            return *n;
        tell("is not a number of shards: " + quoted(word),
             "an integer from 1 to " + std::to_string(ShardMap::maxShards));
        return 0;
    }

    const std::string &m_name;
    int m_line;
    ReshardList &m_list;
};

/// What was asked for, as people would write it.
std::string asWritten(const ReshardStep &step)
{
    switch (step.kind) {
    case ReshardStep::Kind::Split: return "split " + shardName(step.shard) + ' ' + step.newStart.toString();
    case ReshardStep::Kind::Merge: return "merge " + shardName(step.shard) + ' ' + shardName(step.adjacent);
    case ReshardStep::Kind::Update: break;
    }
    return "update " + std::to_string(step.count);
}

std::optional<Refusal> doStep(const ReshardStep &step, ShardMap &map, UpdateQuota &quota)
{
    switch (step.kind) {
    case ReshardStep::Kind::Split: return map.split(step.shard, step.newStart).refusal;
    case ReshardStep::Kind::Merge: return map.merge(step.shard, step.adjacent).refusal;
    case ReshardStep::Kind::Update: break;
    }
    if (auto refusal = quota.use(SimTime::zero()))
        return refusal;
    return map.updateShardCount(step.count).refusal;
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
        LineReader one(name, number, list);
        if (got == ChunkReader::Line::TooLong)
            one.tell("the line is too long", "one operation");
        else if (const Words words = wordsOf(line); !words.empty())
            one.read(words);
    }
    if (reader.failed())
        list.issues.push_back({name, 0, "", "reading stopped with an error", "", ""});
    return list;
}

Issues doReshards(const std::vector<ReshardStep> &steps, const std::string &name, ShardMap &map)
{
    UpdateQuota quota;
    for (const ReshardStep &step : steps) {
        if (const auto refusal = doStep(step, map, quota))
            return {{name, step.line, "", asWritten(step) + ": " + refusal->code + ": " + refusal->text, "", ""}};
    }
    return {};
}

} // namespace hotshard::cli
