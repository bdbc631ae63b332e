// Declarations of the stream, the function, the window, the sink and the plain worker.
// Limits and defaults: AWS documentation as of 2026 (Kinesis service sizes and limits; Lambda
// CreateEventSourceMapping). Where we allow more than the real service, the real limit is shown at the slider.
#include "components/declarations.h"
#include "components/declare.h"
#include "routing/on_demand.h"
#include "routing/reshard_request.h"

namespace hotshard {

using namespace declare;

namespace {

Issues whatIsWrong(std::string_view operation) { return parseReshard(operation).issues; }

} // namespace

ComponentType kinesisStreamType()
{
    return {"kinesis_stream",
            Role::Stream,
            {"Stream", "ストリーム"},
            {"Keeps records in shards by the MD5 of their partition key, in order within a shard.",
             "パーティションキーの MD5 でレコードをシャードに分け、シャード内の順序を保って保持する。"},
            {
                integer("shards", 1)
                    .between(1, 10'000)
                    .logarithmic()
                    .live()
                    .unit("shards")
                    .title("Shards", "シャード数")
                    .whenInitially("mode", std::string("on_demand"), std::int64_t{on_demand::firstShards})
                    .help("Open shards. Changing it splits or merges (UpdateShardCount): the records already written "
                          "stay where they are.",
                          "稼働中のシャード数。変更すると分割・統合される (UpdateShardCount)。"
                          "書込み済みのレコードは移動しない。"),
                choice("mode", "provisioned")
                    .choice("provisioned", "provisioned", "プロビジョンド")
                    .choice("on_demand", "on-demand", "オンデマンド")
                    .live()
                    .title("Capacity mode", "キャパシティモード")
                    .help("On-demand: the service splits warm shards itself, within 15 minutes, and nobody else may; a "
                          "new stream has 4 shards. It can be switched twice in 24 h.",
                          "オンデマンドでは、混んだシャードをサービスが 15 分以内に自動で分割し、手動では変更できない。"
                          "新しいストリームは 4 シャード。切替えは 24 時間に 2 回まで。"),
                text("operation", "")
                    .momentary()
                    .checked(whatIsWrong, "split SHARD [HASH], merge LOWER UPPER or update COUNT")
                    .title("Shard operation", "シャード操作")
                    .help("SplitShard, MergeShards or UpdateShardCount, done once when it is set: \"split 0\" (at the "
                          "middle), \"split 0 HASH\", \"merge 0 1\", \"update 4\".",
                          "設定した時に 1 回実行する SplitShard、MergeShards、UpdateShardCount: "
                          "\"split 0\" (中央で分割)、\"split 0 HASH\"、\"merge 0 1\"、\"update 4\"。"),
                duration("retention", Duration::hours(24))
                    .between(Duration::seconds(10), Duration::hours(8760))
                    .logarithmic()
                    .live()
                    .realLimit(86'400e6, "real minimum 24 h", "実際の最小値 24 h")
                    .title("Retention", "保持期間")
                    .help("How long a record is kept, read or not; then it is lost.",
                          "レコードを保持する時間。読まれていなくても、過ぎると失われる。"),
                rate("limits.records", 1000)
                    .between(1, 10'000'000)
                    .logarithmic()
                    .unit("records")
                    .realLimit(1000, "limit 1,000 /s a shard", "上限 1 シャード 1,000 /s")
                    .title("Write limit, records", "書込み上限 (件数)")
                    .help("Records each second that one shard accepts.", "1 シャードが毎秒受け付けるレコード数。"),
                bytes("limits.bytes", 1024 * 1024)
                    .between(1024, 1e12)
                    .logarithmic()
                    .realLimit(1024.0 * 1024, "limit 1 MiB/s a shard", "上限 1 シャード 1 MiB/s")
                    .title("Write limit, bytes", "書込み上限 (バイト)")
                    .help("Bytes each second that one shard accepts.", "1 シャードが毎秒受け付けるバイト数。"),
                integer("limits.burst_records", 0)
                    .between(0, 10'000'000)
                    .unit("records")
                    .title("Write burst, records", "書込みバースト (件数)")
                    .help("Records that a shard takes at once after a rest; 0 is one second's worth. Not documented: "
                          "about 3,000 were measured in 2014.",
                          "休んだ後のシャードが一度に受け付けるレコード数。0 は 1 秒分。"
                          "公開されていない (2014 年の実測は約 3,000 件)。"),
                bytes("limits.burst_bytes", 0)
                    .between(0, 1e12)
                    .realLimit(10.0 * 1024 * 1024, "real maximum 10 MiB", "実際の最大値 10 MiB")
                    .title("Write burst, bytes", "書込みバースト (バイト)")
                    .help("Bytes that a shard takes at once after a rest; 0 is one second's worth.",
                          "休んだ後のシャードが一度に受け付けるバイト数。0 は 1 秒分。"),
                bytes("limits.record_size", 1024 * 1024)
                    .between(1024, 10.0 * 1024 * 1024)
                    .logarithmic()
                    .realLimit(10.0 * 1024 * 1024, "real maximum 10 MiB", "実際の最大値 10 MiB")
                    .title("Largest record", "レコードサイズの上限")
                    .help("Larger records are refused for good. UpdateMaxRecordSize sets it, 1 MiB to 10 MiB.",
                          "これより大きいレコードは受け付けない (再試行しても同じ)。UpdateMaxRecordSize で 1〜10 MiB "
                          "に設定できる。"),
                duration("reshard_time", Duration::seconds(30))
                    .between(Duration{0}, Duration::minutes(10))
                    .title("Time to reshard", "リシャードの所要時間")
                    .help("From a split or merge until the new shards are open; so long for each doubling of the "
                          "shard count, and as long again for a count that is no doubling.",
                          "分割・統合から新しいシャードが開くまでの時間。シャード数の倍増ごとにこの時間がかかり、"
                          "倍数でない数ではさらに同じ時間がかかる。"),
            }};
}

ComponentType windowType()
{
    return {
        "window",
        Role::Window,
        {"Window", "ウィンドウ"},
        {"Counts or sums records per window of event time, and shows the true value beside its own.",
         "イベント時刻のウィンドウごとに件数や合計を求め、真の値と並べて示す。"},
        {
            choice("kind", "tumbling")
                .choice("tumbling", "tumbling", "タンブリング")
                .title("Kind", "種類")
                .help("Tumbling windows follow each other without overlap: [start, end).",
                      "タンブリングは重ならずに続くウィンドウ: [開始, 終了)。"),
            duration("size", Duration::seconds(60))
                .between(Duration::milliseconds(100), Duration::hours(24))
                .logarithmic()
                .title("Size", "長さ")
                .help("Length of a window.", "ウィンドウの長さ。"),
            choice("time", "event")
                .choice("event", "event time", "イベント時刻")
                .title("Time", "時刻")
                .help("Which time of a record decides its window.", "どの時刻でウィンドウを決めるか。"),
            choice("aggregate", "count")
                .choice("count", "count", "件数")
                .choice("sum", "sum", "合計")
                .title("Aggregate", "集計")
                .help("What is reported for each window.", "ウィンドウごとに報告する値。"),
            choice("by", "all")
                .choice("all", "all records", "全レコード")
                .choice("key", "each key", "キーごと")
                .title("By", "単位")
                .help("One result for all records, or one for each key.", "全体で 1 つの結果か、キーごとの結果か。"),
            duration("idle_after", Duration::seconds(10))
                .between(Duration::milliseconds(100), Duration::hours(1))
                .logarithmic()
                .title("Idle after", "アイドルまで")
                .help("A shard that was read to its end and brought nothing for so long does not hold the watermark "
                      "back.",
                      "読み終えてからこの時間レコードが来ないシャードは、ウォーターマークを止めない。"),
        }};
}

ComponentType sinkType()
{
    return {
        "sink",
        Role::Sink,
        {"Sink", "シンク"},
        {"The end of the line: a table that counts what is written to it.", "終点。書き込まれた件数を数えるテーブル。"},
        {}};
}

ComponentType workerType()
{
    return {"worker",
            Role::Worker,
            {"Worker", "ワーカー"},
            {"A queue with one server and no polling, for comparison with queueing theory (M/M/1, M/D/1).",
             "ポーリングのない 1 サーバーの待ち行列。待ち行列理論 (M/M/1, M/D/1) との比較用。"},
            {
                duration("service.mean", Duration::milliseconds(1))
                    .between(Duration::microseconds(1), Duration::hours(1))
                    .logarithmic()
                    .live()
                    .title("Service time", "サービス時間")
                    .help("Mean time that one record takes.", "1 件の処理にかかる平均時間。"),
                choice("service.distribution", "exponential")
                    .choice("constant", "always the same", "一定")
                    .choice("exponential", "exponential", "指数")
                    .title("Distribution", "分布")
                    .help("How the service time varies.", "サービス時間のばらつき方。"),
            }};
}

} // namespace hotshard
