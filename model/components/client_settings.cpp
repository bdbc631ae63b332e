#include "components/client_settings.h"

#include "components/declare.h"

#include <algorithm>

namespace hotshard {

ClientSettings::ClientSettings(const Parameters &parameters)
    : attempts(static_cast<std::uint32_t>(parameters.integer("retries.attempts")))
    , retryDelay(parameters.duration("retries.delay"))
    , recordsPerCall(static_cast<std::size_t>(parameters.integer("client.records_per_call")))
    , bytesPerCall(parameters.integer("client.bytes_per_call"))
    , buffering(parameters.duration("client.buffering"))
    , connections(static_cast<std::size_t>(parameters.integer("client.connections")))
    , latency(parameters.duration("client.latency"))
    , latencyVariation(parameters.number("client.latency_variation"))
    , buffer(static_cast<std::uint64_t>(parameters.integer("client.buffer")))
    , dropsOldest(parameters.text("client.overflow") == "oldest")
    , checksAnswers(parameters.boolean("client.check_answers"))
    , recordTtl(parameters.duration("client.record_ttl"))
    , rateLimit(parameters.number("client.rate_limit"))
    , lostAnswers(parameters.number("client.lost_answers"))
    , timeout(parameters.duration("client.timeout"))
    , aggregates(parameters.boolean("client.aggregate"))
    , aggregateBytes(parameters.integer("client.aggregate_size"))
{
    const std::string &kind = parameters.text("client.call"), &mode = parameters.text("client.retries");
    call = kind == "put_records" ? Call::PutRecords : kind == "put_record" ? Call::PutRecord : Call::AtOnce;
    retries = mode == "kpl" ? Retries::Kpl : mode == "none" ? Retries::None : Retries::Standard;
}

Duration fullJitter(Duration base, std::uint32_t attemptsMade, double part)
{
    constexpr Duration longest = Duration::seconds(20);
    const std::uint32_t doublings = std::min(attemptsMade - 1, 20u);
    const std::int64_t most = std::min(base.us << doublings, longest.us);
    return {std::max<std::int64_t>(1, static_cast<std::int64_t>(part * static_cast<double>(most)))};
}

namespace {

using namespace declare;

std::vector<ParameterDecl> callParameters()
{
    return {
        choice("client.call", "at_once")
            .choice("at_once", "at once, no calls", "即時 (呼出しなし)")
            .choice("put_record", "PutRecord", "PutRecord")
            .choice("put_records", "PutRecords", "PutRecords")
            .title("Client call", "クライアントの呼出し")
            .help("How records are written: one by one as they are made, or by calls that take time, wait for a "
                  "connection and are answered. All other client settings need calls.",
                  "書込み方。作られた瞬間に 1 件ずつ書くか、時間のかかる API 呼出し (接続待ちと応答あり) で書くか。"
                  "他のクライアント設定は呼出しがあるときだけ効く。"),
        integer("client.records_per_call", 500)
            .between(1, 500)
            .logarithmic()
            .realLimit(500, "limit 500 a call", "上限 1 回 500 件")
            .unit("records")
            .title("Records per call", "1 回の呼出しの件数")
            .help("PutRecords is called when so many records wait.", "この件数がたまると PutRecords を呼び出す。"),
        bytes("client.bytes_per_call", 10 * 1024 * 1024)
            .between(1024, 10.0 * 1024 * 1024)
            .logarithmic()
            .realLimit(10.0 * 1024 * 1024, "limit 10 MiB a call", "上限 1 回 10 MiB")
            .title("Bytes per call", "1 回の呼出しのバイト数")
            .help("PutRecords is called when so many bytes wait.", "このバイト数がたまると PutRecords を呼び出す。"),
        duration("client.buffering", Duration::milliseconds(100))
            .between(Duration{0}, Duration::minutes(1))
            .title("Buffering time", "バッファリング時間")
            .help("How long a record waits for others before PutRecords is called anyway (KPL RecordMaxBufferedTime).",
                  "PutRecords を呼び出すまで他のレコードを待つ最長時間 (KPL の RecordMaxBufferedTime)。"),
        integer("client.connections", 24)
            .between(1, 1000)
            .logarithmic()
            .live()
            .unit("connections")
            .title("Connections", "接続数")
            .help("Calls in flight at most; further calls wait. A call that the SDK repeats keeps its connection.",
                  "同時に実行できる呼出しの数。それ以上は待つ。SDK が再試行する呼出しは接続を占有したまま待つ。"),
        duration("client.latency", Duration::milliseconds(20))
            .between(Duration::milliseconds(1), Duration::seconds(10))
            .logarithmic()
            .live()
            .title("Call latency", "呼出しのレイテンシ")
            .help("From a call to its answer, in the mean; the records are written half way.",
                  "呼出しから応答までの平均時間。レコードはその中間の時点で書き込まれる。"),
        share("client.latency_variation", 0)
            .live()
            .title("Latency variation", "レイテンシのばらつき")
            .help("Calls take between (1 - variation) and (1 + variation) times the latency: they overtake each other.",
                  "呼出しの時間は レイテンシ x (1 - ばらつき) から (1 + ばらつき) の間。呼出しどうしが追い越し合う。"),
    };
}

std::vector<ParameterDecl> bufferParameters()
{
    return {
        integer("client.buffer", 0)
            .between(0, 100'000'000)
            .unit("records")
            .title("Client buffer", "クライアントのバッファ")
            .help("Records that may wait in the client; 0 is any number.",
                  "クライアント内で待てるレコード数。0 は無制限。"),
        choice("client.overflow", "newest")
            .choice("newest", "the newest is lost", "新しいものを捨てる")
            .choice("oldest", "the oldest is lost", "古いものを捨てる")
            .title("When the buffer is full", "バッファが満杯のとき")
            .help("Which record a full client buffer gives up.", "バッファが満杯のとき、どのレコードを捨てるか。"),
        boolean("client.aggregate", false)
            .title("Aggregation", "集約")
            .help("Packs the records for one shard into one Kinesis record (KPL): it counts once for the record limit, "
                  "and has one partition key. In the stream they stay single: batches count user records.",
                  "同じシャード宛てのレコードを 1 つの Kinesis レコードにまとめる (KPL)。件数の上限では 1 件、"
                  "パーティションキーも 1 つになる。ストリーム内では個別に扱い、バッチは元のレコード数で数える。"),
        bytes("client.aggregate_size", 51'200)
            .between(1024, 1024.0 * 1024)
            .logarithmic()
            .title("Aggregate size", "集約サイズ")
            .help("An aggregate is sent before it gets larger (KPL AggregationMaxSize).",
                  "集約レコードがこのサイズを超える前に送る (KPL の AggregationMaxSize)。"),
    };
}

std::vector<ParameterDecl> retryParameters()
{
    return {
        boolean("client.check_answers", true)
            .live()
            .title("Check answers", "応答の確認")
            .help("PutRecords answers 200 even when entries failed, and no SDK retries entries: who does not look at "
                  "each entry's answer loses records without noticing.",
                  "PutRecords は一部の失敗でも 200 を返し、SDK は個々のレコードを再試行しない。"
                  "応答を 1 件ずつ確認しないと、気付かないうちにレコードを失う。"),
        choice("client.retries", "standard")
            .choice("standard", "SDK: attempts with back-off", "SDK: 回数とバックオフ")
            .choice("none", "none", "なし")
            .choice("kpl", "KPL: until the time to live is over", "KPL: 有効期間が切れるまで")
            .title("Retry mode", "再試行の方式")
            .help(
                "What follows a failed write. SDK: write attempts with a random back-off. KPL: again and again without "
                "back-off behind a rate limit, until the time to live is over.",
                "書込みに失敗したとき。SDK: 決まった回数、ランダムに待って再試行。"
                "KPL: レート制限の下で、有効期間が切れるまで待たずに何度でも再試行。"),
        duration("client.record_ttl", Duration::seconds(30))
            .between(Duration::milliseconds(100), Duration::hours(1))
            .logarithmic()
            .title("Time to live", "有効期間")
            .help(
                "In retry mode KPL, a record that has not been written so long after it was made is lost (RecordTtl).",
                "KPL 方式では、作られてからこの時間内に書き込めなかったレコードは失われる (RecordTtl)。"),
        number("client.rate_limit", 150)
            .between(0, 1000)
            .unit("%")
            .title("Client rate limit", "クライアントのレート制限")
            .help(
                "In retry mode KPL, what the client sends to a shard, in per cent of 1,000 records/s and 1 MiB/s; 0 is "
                "no limit.",
                "KPL 方式で、1 シャードに送る量の上限 (毎秒 1,000 件と 1 MiB に対する %)。0 は無制限。"),
        share("client.lost_answers", 0)
            .live()
            .title("Lost answers", "失われる応答")
            .help("Share of calls that are carried out but never answered: after the time-out the client calls again, "
                  "and the records are there twice.",
                  "実行されたのに応答が届かない呼出しの割合。タイムアウト後に再送され、レコードが重複する。"),
        duration("client.timeout", Duration::seconds(6))
            .between(Duration::milliseconds(1), Duration::minutes(5))
            .logarithmic()
            .title("Call time-out", "呼出しのタイムアウト")
            .help("How long the client waits for an answer (KPL RequestTimeout).",
                  "応答を待つ時間 (KPL の RequestTimeout)。"),
    };
}

} // namespace

std::vector<ParameterDecl> clientParameters()
{
    std::vector<ParameterDecl> all;
    for (const auto &group : {callParameters(), bufferParameters(), retryParameters()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

} // namespace hotshard
