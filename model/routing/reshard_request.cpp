#include "routing/reshard_request.h"

#include "routing/shard_map.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace hotshard {

namespace {

using Words = std::vector<std::string>;

struct Operation {
    const char *word;
    ReshardRequest::Kind kind;
    const char *usage;
    std::size_t fewest, most; ///< words after its own
};

constexpr std::array<Operation, 3> operations{{
    {"split", ReshardRequest::Kind::Split, "split SHARD [HASH]", 1, 2},
    {"merge", ReshardRequest::Kind::Merge, "merge LOWER UPPER", 2, 2},
    {"update", ReshardRequest::Kind::Update, "update COUNT", 1, 1},
}};

Words wordsOf(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\v\f";
    Words words;
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        if (text.empty())
            return words;
        const std::size_t end = std::min(text.find_first_of(blanks), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

/// As it stands in a message: not too long.
std::string quoted(std::string word)
{
    constexpr std::size_t shown = 60;
    if (word.size() > shown)
        word = word.substr(0, shown) + "...";
    return '"' + word + '"';
}

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return n;
}

class Reader {
public:
    ParsedReshard read(const Words &words)
    {
        const auto *const operation = std::find_if(operations.begin(), operations.end(),
                                                   [&](const Operation &known) { return words[0] == known.word; });
        if (operation == operations.end())
            tellUnknown(words[0]);
        else if (words.size() <= operation->fewest || words.size() > operation->most + 1)
            tellLength(*operation, words.size() - 1);
        else
            readWords(*operation, words);
        return std::move(m_parsed);
    }

private:
    void readWords(const Operation &operation, const Words &words)
    {
        ReshardRequest request;
        request.kind = operation.kind;
        if (request.kind == ReshardRequest::Kind::Update)
            request.count = count(words[1]);
        else
            request.shard = shard(words[1]);
        if (request.kind == ReshardRequest::Kind::Split && words.size() > 2)
            request.newStart = hash(words[2]);
        else if (request.kind == ReshardRequest::Kind::Merge)
            request.adjacent = shard(words[2]);
        if (m_parsed.issues.empty())
            m_parsed.request = request;
    }

    void tell(std::string problem, std::string expected, std::string nearest = {})
    {
        m_parsed.issues.push_back({"", 0, "", std::move(problem), std::move(expected), std::move(nearest)});
    }

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

    void tellLength(const Operation &operation, std::size_t words)
    {
        std::string right = std::to_string(operation.fewest);
        if (operation.most > operation.fewest)
            right += " or " + std::to_string(operation.most);
        tell(std::string(operation.word) + " takes " + right + (operation.most == 1 ? " word" : " words") + ", not "
                 + std::to_string(words),
             operation.usage);
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

    ParsedReshard m_parsed;
};

} // namespace

ParsedReshard parseReshard(std::string_view text)
{
    const Words words = wordsOf(text);
    return words.empty() ? ParsedReshard{} : Reader().read(words);
}

std::string toString(const ReshardRequest &request)
{
    switch (request.kind) {
    case ReshardRequest::Kind::Split:
        return "split " + shardName(request.shard) + (request.newStart ? ' ' + request.newStart->toString() : "");
    case ReshardRequest::Kind::Merge: return "merge " + shardName(request.shard) + ' ' + shardName(request.adjacent);
    case ReshardRequest::Kind::Update: break;
    }
    return "update " + std::to_string(request.count);
}

} // namespace hotshard
