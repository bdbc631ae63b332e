// Declarations of the function with its event source mapping, and of the account.
// Limits and defaults: Lambda's CreateEventSourceMapping and CreateFunction, AWS documentation as of 2026. Where we
// allow more than the real service, the real limit is shown at the slider.
#include "components/declarations.h"
#include "components/declare.h"

namespace hotshard {

using namespace declare;

ComponentType lambdaType()
{
    return {
        "lambda",
        Role::Function,
        {"Function", "関数"},
        {"A Lambda function with its event source mapping: polls every shard, one invocation at a time per shard.",
         "イベントソースマッピング付きの Lambda 関数。各シャードをポーリングし、シャードごとに同時に 1 "
         "回だけ実行する。"},
        {
            boolean("enabled", true)
                .live()
                .title("Enabled", "有効")
                .help("Off: nothing is polled, and the positions are kept.",
                      "オフの間はポーリングせず、読み取り位置は保たれる。"),
            choice("consumer", "shared")
                .choice("shared", "shared: polls, 2 of 5 reads", "共有: ポーリング")
                .choice("fan_out", "enhanced fan-out", "拡張ファンアウト")
                .title("Consumer", "コンシューマー")
                .help("Shared: 5 reads and 2 MiB each second, shared by all that poll the shard. Fan-out: 2 MiB of "
                      "its own.",
                      "共有: シャードの毎秒 5 回・2 MiB を全員で分け合う。ファンアウト: 専用の 2 MiB/s。"),
            choice("start", "trim_horizon")
                .choice("trim_horizon", "trim horizon: the oldest record", "最も古いレコードから")
                .choice("latest", "latest: what comes from now on", "これから来るものだけ")
                .choice("at_time", "at a time", "指定した時刻から")
                .title("Starting position", "開始位置")
                .help("Where a new mapping starts to read; what lies before is skipped, neither delivered nor lost.",
                      "マッピングを作ったとき、どこから読むか。それより前は読み飛ばされる (配信も損失もしない)。"),
            duration("start_at", Duration{0})
                .between(Duration{0}, Duration::hours(8784))
                .title("Start at", "開始時刻")
                .help("Starting at a time: since the start of the run; a time still to come counts as latest.",
                      "開始位置が時刻のとき、実行開始からの時間。まだ来ていない時刻なら最新から。"),
            duration("activation_time", Duration{0})
                .between(Duration{0}, Duration::minutes(15))
                .realLimit(60e6, "real: up to minutes", "実際は数分かかることもある")
                .title("Time to activate", "有効になるまで")
                .help("From the creation of the mapping until it reads; starting at the latest record, it misses so "
                      "much.",
                      "マッピングの作成から読み始めるまでの時間。最新から始めると、その間の分を逃す。"),
            integer("batch_size", 100)
                .between(1, 10'000)
                .logarithmic()
                .live()
                .unit("records")
                .realLimit(10'000, "max 10,000", "最大 10,000")
                .title("Batch size", "バッチサイズ")
                .help("Records that one invocation gets at most.", "1 回の実行に渡すレコード数の上限。"),
            duration("poll_interval", Duration::seconds(1))
                .between(Duration::milliseconds(10), Duration::minutes(10))
                .logarithmic()
                .realLimit(1e6, "real: 1 s", "実際は 1 s")
                .title("Poll interval", "ポーリング間隔")
                .help("How often a shard is polled once it has been read to its end; never more than 5 times a second. "
                      "A table's "
                      "stream every 250 ms unless said otherwise.",
                      "シャードを読み終えた後のポーリング間隔。毎秒 5 回が上限。テーブルのストリームは、指定がなければ "
                      "250 ms ごと。"),
            duration("read_time", Duration{0})
                .between(Duration{0}, Duration::seconds(10))
                .live()
                .realLimit(200e3, "real: about 200 ms", "実際は約 200 ms")
                .title("Read time", "読取りの時間")
                .help("How long a GetRecords call takes; enhanced fan-out does not call.",
                      "GetRecords 1 回にかかる時間。拡張ファンアウトでは呼び出さない。"),
            duration("batching_window", Duration{0})
                .between(Duration{0}, Duration::minutes(5))
                .live()
                .realLimit(300e6, "max 300 s", "最大 300 秒")
                .title("Batching window", "バッチウィンドウ")
                .help("How long a batch is gathered after the invocation before, unless it is full earlier.",
                      "前回の実行後、満杯でなければこの時間までバッチを集める。"),
            integer("parallelization_factor", 1)
                .between(1, 10)
                .live()
                .unit("lanes")
                .realLimit(10, "max 10", "最大 10")
                .title("Parallelization factor", "並列化係数")
                .help("Invocations at a time for each shard. Keys are spread over them; a single key gains nothing.",
                      "シャードごとの同時実行数。キーで振り分けられるため、1 つのキーだけでは速くならない。"),
            duration("tumbling_window", Duration{0})
                .between(Duration{0}, Duration::minutes(15))
                .realLimit(900e6, "max 15 min", "最大 15 分")
                .title("Tumbling window", "タンブリングウィンドウ")
                .help("A state for each shard and window of arrival times, closed by an invocation of its own; 0 s: "
                      "none.",
                      "到着時刻のウィンドウごと・シャードごとに状態を持ち、専用の実行で締める。0 秒はなし。"),
            share("filter", 1)
                .live()
                .title("Filter keeps", "フィルター通過率")
                .help("Share of the records that match the filter; the others are dropped without an invocation.",
                      "フィルターに一致するレコードの割合。残りは実行されずに捨てられる。"),
            duration("latency.per_batch", Duration::milliseconds(20))
                .between(Duration{0}, Duration::minutes(15))
                .logarithmic()
                .live()
                .realLimit(900e6, "max 15 min", "最大 15 分")
                .title("Time per batch", "1 回の固定時間")
                .help("Time that every invocation takes, however few records it has.",
                      "レコード数にかかわらず 1 回の実行にかかる時間。"),
            duration("latency.per_record", Duration::milliseconds(4))
                .between(Duration{0}, Duration::minutes(1))
                .logarithmic()
                .live()
                .title("Time per record", "1 件の処理時間")
                .help("Time that each record of a batch adds.", "バッチ内の 1 件ごとに加わる時間。"),
            choice("latency.distribution", "constant")
                .choice("constant", "always the same", "一定")
                .choice("uniform", "uniform", "一様")
                .choice("exponential", "exponential", "指数")
                .choice("lognormal", "lognormal", "対数正規")
                .live()
                .title("Spread of the time", "処理時間のばらつき")
                .help("How the time of an invocation varies around its mean.",
                      "実行時間が平均のまわりでどうばらつくか。"),
            number("latency.variation", 0.3)
                .between(0, 3)
                .step(0.05)
                .live()
                .title("Variation", "ばらつきの大きさ")
                .help("Uniform: half width as part of the mean (1 at most). Lognormal: sigma of the logarithm.",
                      "一様: 平均に対する半幅 (最大 1)。対数正規: 対数の標準偏差。"),
            share("latency.computing", 1)
                .live()
                .title("Computing", "計算の割合")
                .help("Part of the time that is computing, and so depends on the memory; the rest is waiting.",
                      "処理時間のうち計算の割合。メモリで速さが変わる。残りは待ち時間。"),
            integer("memory", 1769)
                .between(128, 10'240)
                .logarithmic()
                .live()
                .unit("MB")
                .realLimit(1769, "1,769 MB: one processor", "1,769 MB で 1 vCPU")
                .title("Memory", "メモリ")
                .help("Brings processor time in proportion; the times above hold for 1,769 MB, one whole processor.",
                      "メモリに比例して CPU が割り当てられる。上の時間は 1,769 MB (1 vCPU) でのもの。"),
            duration("timeout", Duration::minutes(15))
                .between(Duration::seconds(1), Duration::minutes(15))
                .logarithmic()
                .live()
                .realLimit(900e6, "max 15 min, default 3 s", "最大 15 分、既定 3 秒")
                .title("Timeout", "タイムアウト")
                .help("An invocation that takes longer is cut off and fails.",
                      "これより長い実行は打ち切られ、失敗になる。"),
            duration("cold_start", Duration{0})
                .between(Duration{0}, Duration::seconds(10))
                .live()
                .realLimit(1e6, "real: 0.1-1 s", "実際は 0.1〜1 秒")
                .title("Cold start", "コールドスタート")
                .help("Extra time of an invocation that needs a new execution environment.",
                      "新しい実行環境が必要なときに加わる時間。"),
            duration("kept_warm", Duration::minutes(7))
                .between(Duration::seconds(1), Duration::hours(2))
                .logarithmic()
                .title("Kept warm", "ウォーム保持")
                .help("How long an idle execution environment is kept; AWS does not publish it.",
                      "使われていない実行環境を保つ時間。AWS は公開していない。"),
            integer("reserved_concurrency", -1)
                .between(-1, 1000)
                .live()
                .unit("invocations")
                .title("Reserved concurrency", "予約同時実行数")
                .help("Invocations at a time, for this function alone, and no more; -1 takes from the account's, 0 "
                      "stops it.",
                      "この関数専用の同時実行数で、これが上限。-1 はアカウントの枠を使い、0 は停止。"),
            share("error_rate", 0)
                .live()
                .title("Errors", "エラー率")
                .help("Share of invocations that fail; the whole batch is tried again.",
                      "失敗する実行の割合。バッチ全体が再試行される。"),
            integer("retries.maximum", -1)
                .between(-1, 10'000)
                .live()
                .unit("retries")
                .title("Retries", "再試行の上限")
                .help("Retries of a failed batch before it is set aside; -1 retries until the records expire.",
                      "失敗したバッチの再試行回数。-1 はレコードの期限が切れるまで。"),
            duration("retries.back_off", Duration::milliseconds(500))
                .between(Duration::milliseconds(1), Duration::minutes(1))
                .logarithmic()
                .title("Back-off", "再試行の待ち時間")
                .help("Wait before the first retry; doubles each time, 60 s at most.",
                      "最初の再試行までの待ち時間。毎回 2 倍、最大 60 秒。"),
            duration("retries.record_age", Duration{0})
                .between(Duration{0}, Duration::hours(168))
                .live()
                .realLimit(604'800e6, "60 s to 7 days", "60 秒〜7 日")
                .title("Record age", "レコードの最大経過時間")
                .help("Older records are set aside instead of tried; 0 s keeps trying until they expire.",
                      "これより古いレコードは試さず除外する。0 秒は期限切れまで試し続ける。"),
            boolean("retries.bisect", false)
                .live()
                .title("Bisect on error", "エラー時に二分割")
                .help("A failed batch is halved, again and again, until the bad record stands alone.",
                      "失敗したバッチを半分に分け続け、不良レコードを単独にする。"),
            boolean("retries.partial_responses", false)
                .live()
                .title("Partial responses", "部分的な応答")
                .help("The function names the lowest record that failed; all from it on are tried again.",
                      "関数が最初に失敗したレコードを返し、それ以降がやり直される。"),
            choice("retries.response", "lowest")
                .choice("lowest", "the lowest that failed", "最初に失敗したもの")
                .choice("unknown", "a number not in the batch", "バッチにない番号")
                .choice("nothing", "nothing: an empty list", "なし (空のリスト)")
                .live()
                .title("What a response names", "応答の中身")
                .help("With partial responses. A number that is not in the batch fails all of it; an empty list says "
                      "that "
                      "all went well, and what failed is overlooked.",
                      "部分的な応答を使う場合。バッチにない番号はバッチ全体の失敗、空のリストは全件成功と見なされ、失敗"
                      "は見落とされる。"),
            choice("output.partition_key", "natural")
                .choice("natural", "the key itself", "キーそのまま")
                .choice("salted", "key with a salt", "キーに接尾辞")
                .choice("random", "random", "ランダム")
                .choice("constant", "one key for all", "すべて同じキー")
                .live()
                .title("Output key", "出力のキー")
                .help("Writing to a stream: the partition key that the function gives each record.",
                      "ストリームに書き込むとき、関数が各レコードに付けるパーティションキー。"),
            integer("output.salts", 16)
                .between(2, 256)
                .logarithmic()
                .live()
                .unit("suffixes")
                .title("Output salts", "出力の接尾辞の数")
                .help("How many suffixes a salted output key is spread over.",
                      "接尾辞を付けた出力キーを何通りに分けるか。"),
            integer("output.attempts", 3)
                .between(1, 20)
                .live()
                .unit("attempts")
                .title("Output attempts", "出力の試行回数")
                .help("How often a record that the stream refuses is put in all; then it is given up and counted.",
                      "ストリームに拒否されたレコードを合計何回まで書き込むか。その後は失われ、数えられる。"),
            duration("output.retry_delay", Duration::seconds(1))
                .between(Duration::milliseconds(1), Duration::seconds(20))
                .logarithmic()
                .live()
                .title("Output retry delay", "出力の再試行の間隔")
                .help("Base of the back-off between puts; the invocation waits for it.",
                      "書込みの再試行の待ち時間の基準。その間、関数は実行中のまま待つ。"),
            boolean("retries.on_failure", false)
                .title("On-failure destination", "失敗時の送信先")
                .help("Notes where the records of a batch lie that was set aside.",
                      "除外したバッチのレコードの位置を記録する。"),
        }};
}

ComponentType accountType()
{
    return {"account",
            Role::Account,
            {"Account", "アカウント"},
            {"Holds the concurrency that all functions without a reserved part share.",
             "予約のない関数すべてが分け合う同時実行数を持つ。"},
            {
                integer("concurrency", 1000)
                    .between(0, 100'000)
                    .logarithmic()
                    .live()
                    .unit("invocations")
                    .realLimit(1000, "default 1,000", "既定 1,000")
                    .title("Concurrency", "同時実行数")
                    .help("Invocations at a time in the whole account.", "アカウント全体の同時実行数。"),
            }};
}

} // namespace hotshard
