// Declarations of the bucket and of the function that it invokes. What the function has in common with one that reads a
// stream is declared there.
#include "components/declarations.h"
#include "components/declare.h"

#include "kernel/check.h"

namespace hotshard {

using namespace declare;

namespace {

/// As the function that reads a stream has it.
ParameterDecl shared(const char *name)
{
    static const ComponentType function = lambdaType();
    const ParameterDecl *decl = function.find(name);
    HOTSHARD_REQUIRE(decl, "both kinds of functions have it");
    return *decl;
}

} // namespace

ComponentType bucketType()
{
    return {
        "bucket",
        Role::Bucket,
        {"Bucket", "バケット"},
        {"An object store in which objects are created; it tells a function of each one.",
         "オブジェクトが作られるオブジェクトストア。1 つ作られるたびに関数へ通知する。"},
        {
            rate("rate", 5)
                .between(0, 100'000)
                .logarithmic()
                .live()
                .unit("objects")
                .realLimit(3500, "3,500 /s a prefix", "プレフィックスごとに 3,500 /s")
                .title("Rate", "レート")
                .help("Objects created each second.", "1 秒あたりに作られるオブジェクト数。"),
            choice("arrivals", "poisson")
                .choice("poisson", "random (Poisson)", "ランダム (ポアソン)")
                .choice("constant", "evenly spaced", "等間隔")
                .title("Arrivals", "到着")
                .help("How objects follow each other in time.", "オブジェクトの到着間隔。"),
            bytes("object_size", 2 * 1024 * 1024)
                .between(1, 1e12)
                .logarithmic()
                .live()
                .title("Object size", "オブジェクトサイズ")
                .help("Mean size of an object.", "オブジェクトの平均サイズ。"),
            choice("sizes.distribution", "constant")
                .choice("constant", "all alike", "すべて同じ")
                .choice("uniform", "uniform", "一様")
                .choice("exponential", "exponential", "指数")
                .choice("lognormal", "lognormal", "対数正規")
                .live()
                .title("Spread of the sizes", "サイズのばらつき")
                .help("How the sizes of objects vary around their mean.", "サイズが平均のまわりでどうばらつくか。"),
            number("sizes.variation", 0.5)
                .between(0, 3)
                .step(0.05)
                .live()
                .title("Variation of the sizes", "サイズのばらつきの大きさ")
                .help("Uniform: half width as part of the mean (1 at most). Lognormal: sigma of the logarithm.",
                      "一様: 平均に対する半幅 (最大 1)。対数正規: 対数の標準偏差。"),
            share("bad_objects", 0)
                .live()
                .title("Bad objects", "不良オブジェクト")
                .help("Share of objects on which the function always fails.", "関数が必ず失敗するオブジェクトの割合。"),
            duration("notifications.delay", Duration::seconds(1))
                .between(Duration{0}, Duration::minutes(5))
                .live()
                .realLimit(1e6, "real: seconds, at times a minute", "実際は数秒、時に 1 分以上")
                .title("Notification delay", "通知の遅れ")
                .help("Mean time until the function hears of an object; drawn for each, so they come in no order.",
                      "オブジェクトの通知が届くまでの平均時間。個別に決まるため、順序は保たれない。"),
            share("notifications.repeated", 0)
                .live()
                .title("Repeated notifications", "重複する通知")
                .help("Share of objects of which the function is told twice: delivery is at least once.",
                      "通知が 2 回届くオブジェクトの割合。配信は「少なくとも 1 回」。"),
        }};
}

ComponentType asyncFunctionType()
{
    return {"lambda_async",
            Role::AsyncFunction,
            {"Function, asynchronous", "関数 (非同期)"},
            {"A Lambda function that is invoked once for each object of a bucket, from a queue inside Lambda.",
             "バケットのオブジェクトごとに 1 回、Lambda 内部のキューから非同期に実行される関数。"},
            {
                duration("latency.per_object", Duration::milliseconds(100))
                    .between(Duration{0}, Duration::minutes(15))
                    .logarithmic()
                    .live()
                    .realLimit(900e6, "max 15 min", "最大 15 分")
                    .title("Time per object", "1 個の固定時間")
                    .help("Time that every invocation takes, however small its object is.",
                          "オブジェクトの大きさにかかわらず 1 回の実行にかかる時間。"),
                duration("latency.per_mib", Duration{0})
                    .between(Duration{0}, Duration::minutes(1))
                    .live()
                    .title("Time per MiB", "1 MiB の処理時間")
                    .help("Time that each MiB of the object adds.", "オブジェクトの 1 MiB ごとに加わる時間。"),
                shared("latency.distribution"),
                shared("latency.variation"),
                shared("latency.computing"),
                shared("memory"),
                shared("timeout"),
                shared("cold_start"),
                shared("kept_warm"),
                shared("reserved_concurrency"),
                share("error_rate", 0)
                    .live()
                    .title("Errors", "エラー率")
                    .help("Share of invocations that fail; tried again after one minute, then after two.",
                          "失敗する実行の割合。1 分後、次に 2 分後に再試行される。"),
                integer("retries.maximum", 2)
                    .between(0, 2)
                    .live()
                    .unit("retries")
                    .realLimit(2, "0 to 2", "0〜2")
                    .title("Retries", "再試行の上限")
                    .help("Retries after a function error; throttled invocations use none.",
                          "関数エラー後の再試行回数。スロットリングされた実行は数えない。"),
                duration("retries.event_age", Duration::hours(6))
                    .between(Duration::seconds(10), Duration::hours(6))
                    .logarithmic()
                    .live()
                    .realLimit(21'600e6, "60 s to 6 h", "60 秒〜6 時間")
                    .title("Event age", "イベントの最大経過時間")
                    .help("An event that has been in the queue for so long is given up.",
                          "キューにこの時間とどまったイベントは破棄される。"),
                boolean("retries.on_failure", false)
                    .title("Dead-letter queue", "デッドレターキュー")
                    .help("Notes the events that were given up; without it they are lost.",
                          "破棄されたイベントを記録する。なければ失われる。"),
            }};
}

} // namespace hotshard
