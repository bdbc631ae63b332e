// Declaration of the alarm, with the names and limits of CloudWatch's PutMetricAlarm.
#include "components/declarations.h"
#include "components/declare.h"
#include "metrics/cloudwatch.h"

namespace hotshard {

using namespace declare;

namespace {

Declared metric()
{
    Declared declared = choice("metric", cloudMetrics().front().name).required();
    for (const CloudMetric &each : cloudMetrics())
        declared.choice(each.name, each.name, each.name);
    return declared.title("Metric", "メトリクス")
        .help("Name of the CloudWatch metric that is watched.", "監視する CloudWatch メトリクスの名前。");
}

Declared statistic()
{
    Declared declared = choice("statistic", statisticNames().front()).required();
    for (const std::string &name : statisticNames())
        declared.choice(name, name, name);
    return declared.title("Statistic", "統計")
        .help("Which number of a period is compared.", "期間のどの数値を比べるか。");
}

Declared comparison()
{
    return choice("comparison", "GreaterThanThreshold")
        .choice("GreaterThanThreshold", "above", "より大きい")
        .choice("GreaterThanOrEqualToThreshold", "at or above", "以上")
        .choice("LessThanThreshold", "below", "より小さい")
        .choice("LessThanOrEqualToThreshold", "at or below", "以下")
        .live()
        .title("Comparison", "比較")
        .help("Which side of the threshold breaches it.", "しきい値のどちら側を超過とみなすか。");
}

Declared missingData()
{
    return choice("missing_data", "missing")
        .choice("missing", "missing", "欠落として扱う")
        .choice("notBreaching", "as good", "正常とみなす")
        .choice("breaching", "as bad", "超過とみなす")
        .choice("ignore", "keep the state", "状態を維持")
        .live()
        .title("Missing data", "欠落データ")
        .help("What counts for a period without a sample.", "データのない期間をどう扱うか。");
}

std::vector<ParameterDecl> whatIsWatched()
{
    return {metric(), statistic(),
            integer("shard", -1)
                .between(-1, 1'000'000)
                .title("Shard", "シャード")
                .help("Number of the shard that is watched; -1 watches the whole stream.",
                      "監視するシャードの番号。-1 はストリーム全体。"),
            duration("period", Duration::seconds(60))
                .between(Duration::seconds(10), Duration::hours(24))
                .title("Period", "期間")
                .help("Length of one data point: 10 s, 30 s, or whole minutes.",
                      "1 データポイントの長さ: 10 秒、30 秒、または分単位。")};
}

std::vector<ParameterDecl> rule()
{
    return {number("threshold", 0)
                .between(0, 1e12)
                .logarithmic()
                .live()
                .required()
                .title("Threshold", "しきい値")
                .help("Value that is compared with, in the unit of the metric.", "比べる値。単位はメトリクスのもの。"),
            comparison(),
            integer("evaluation_periods", 1)
                .between(1, 100)
                .live()
                .unit("periods")
                .title("Evaluation periods", "評価期間")
                .help("How many of the last data points are looked at: N.", "見る直近のデータポイント数 (N)。"),
            integer("datapoints_to_alarm", 0)
                .between(0, 100)
                .live()
                .unit("data points")
                .title("Data points to alarm", "アラームまでの点数")
                .help("How many of them must breach: M; 0 for all.", "そのうち超過が必要な数 (M)。0 はすべて。"),
            missingData()};
}

std::vector<ParameterDecl> action()
{
    return {boolean("actions_enabled", true)
                .live()
                .title("Actions", "アクション")
                .help("Off: the state changes and nobody is told.", "オフでは状態が変わっても何も起こらない。"),
            text("action.set", "")
                .title("Sets", "変更対象")
                .help("Path of the parameter that is changed when the alarm goes off; empty: it only notifies.",
                      "アラーム時に変更するパラメーターのパス。空なら通知のみ。"),
            text("action.to", "").title("To", "変更後の値").help("The value that it is given.", "設定する値。")};
}

} // namespace

ComponentType alarmType()
{
    ComponentType type{"alarm",
                       Role::Alarm,
                       {"Alarm", "アラーム"},
                       {"Watches one CloudWatch metric of a stream or a function, period by period, and notifies or "
                        "changes a parameter when too many periods breach a threshold.",
                        "ストリームまたは関数の CloudWatch メトリクスを期間ごとに監視し、しきい値を超える期間が多い"
                        "と通知またはパラメーター変更を行う。"},
                       {}};
    for (const auto &part : {whatIsWatched(), rule(), action()})
        type.parameters.insert(type.parameters.end(), part.begin(), part.end());
    return type;
}

} // namespace hotshard
