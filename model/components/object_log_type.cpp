// Declaration of the log file in an object store. Times and shares: domain notes "other systems" H.
#include "components/declarations.h"
#include "components/declare.h"
#include "components/object_log.h"

namespace hotshard {

using namespace declare;

ComponentType objectLogType()
{
    return {
        "object_log",
        Role::Sink,
        {"Log file in an object store", "オブジェクトストアのログファイル"},
        {"One object to which functions add lines: read all of it, add, write all of it. Updates can be lost.",
         "1 つのオブジェクトに行を追記する。全体を読み、追加し、全体を書き戻す。更新が失われることがある。"},
        {
            duration("get_time", Duration::milliseconds(100))
                .between(Duration{0}, Duration::seconds(30))
                .live()
                .realLimit(100e3, "real: 100-200 ms", "実際は 100〜200 ms")
                .title("Time of a GET", "GET の時間")
                .help("Time to read the whole object, at the beginning of an invocation.",
                      "実行の最初に、オブジェクト全体を読む時間。"),
            duration("put_time", Duration::milliseconds(100))
                .between(Duration::milliseconds(1), Duration::seconds(30))
                .live()
                .realLimit(100e3, "real: 100-200 ms", "実際は 100〜200 ms")
                .title("Time of a PUT", "PUT の時間")
                .help("Time to write the whole object, at the end of an invocation.",
                      "実行の最後に、オブジェクト全体を書く時間。"),
            choice("consistency", "strong")
                .choice("strong", "strong", "強い整合性")
                .choice("eventual", "eventual", "結果整合性")
                .live()
                .title("Consistency", "整合性")
                .help("Strong, since December 2020: a GET gives what was written last. Eventual, before: an older "
                      "version for a while.",
                      "強い整合性 (2020 年 12 月以降): GET は最後に書かれたものを返す。結果整合性 (それ以前): "
                      "しばらく古い版を返すことがある。"),
            duration("stale.time", Duration::seconds(1))
                .between(Duration{0}, ObjectLog::longestStale)
                .live()
                .title("Stale for", "古い版が見える時間")
                .help("With eventual consistency: how far behind the copy is that a stale GET meets.",
                      "結果整合性のとき、古い GET が見る複製がどれだけ遅れているか。"),
            share("stale.share", 0.3)
                .live()
                .title("Stale GETs", "古い GET の割合")
                .help("With eventual consistency: chance of a GET to meet a copy that is behind.",
                      "結果整合性のとき、GET が遅れた複製に当たる確率。"),
            boolean("conditional_writes", false)
                .live()
                .title("Conditional writes", "条件付き書込み")
                .help("A PUT with If-Match is refused (412) when the object has changed since the GET; then both are "
                      "made again.",
                      "If-Match 付きの PUT は、GET の後にオブジェクトが変わっていれば 412 で拒否され、両方やり直す。"),
            duration("finish_wait", Duration{0})
                .between(Duration{0}, ObjectLog::longestStale)
                .live()
                .title("Wait before finishing", "終了前の待ち時間")
                .help("How long an invocation waits after its PUT, so that the next one reads what it wrote.",
                      "PUT の後、次の実行が書いた内容を読めるように、実行を終える前に待つ時間。"),
        }};
}

} // namespace hotshard
