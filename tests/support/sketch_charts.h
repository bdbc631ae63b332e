// Charts, changes, findings and an outline that fit sketch::hotKey(): the story of one hot key.
#pragma once

#include "components/registry.h"
#include "session/outline.h"
#include "support/sketch_snapshot.h"

#include <cmath>
#include <functional>
#include <memory>
#include <utility>

namespace hotshard::sketch {

/// A line whose value at each instant is `value(t)`.
inline ChartLine line(const Chart &chart, ChartLine::Role role, const std::function<double(double)> &value)
{
    ChartLine result;
    result.role = role;
    for (const float t : chart.times) {
        result.low.push_back(static_cast<float>(value(static_cast<double>(t))));
        result.high.push_back(result.low.back());
    }
    return result;
}

inline Chart chartUpTo(double now, int points = 120)
{
    Chart chart;
    for (int i = 0; i <= points; ++i)
        chart.times.push_back(static_cast<float>(now * i / points));
    return chart;
}

/// One hot lane (shard 2, key 0) whose age begins to grow at 600 s; three level ones.
inline void addCharts(Snapshot &s)
{
    const double now = s.time.toSeconds();
    const auto growing = [](double t) { return t < 600 ? 1.0 : 1.0 + (t - 600) * 0.27; };
    s.charts.iteratorAge = chartUpTo(now);
    s.charts.iteratorAge.limit = 30;
    s.charts.backlog = chartUpTo(now);
    for (std::uint32_t shard = 2; shard < 6; ++shard) {
        const bool hot = shard == 2;
        for (Chart *chart : {&s.charts.iteratorAge, &s.charts.backlog}) {
            const double scale = chart == &s.charts.backlog ? 370 : 1;
            ChartLine added =
                line(*chart, ChartLine::Role::Lane, [&](double t) { return scale * (hot ? growing(t) : 1.0); });
            added.shard = ShardId{shard};
            added.hottestKey = static_cast<int>(shard) - 2;
            added.hottestShare = hot ? 0.61 : 0.4;
            added.focus = hot;
            chart->lines.push_back(std::move(added));
        }
    }
    s.charts.flow = chartUpTo(now);
    s.charts.flow.limit = 4000;
    s.charts.flow.lines = {line(s.charts.flow, ChartLine::Role::In, [](double t) { return t < 600 ? 400.0 : 800.0; }),
                           line(s.charts.flow, ChartLine::Role::Out, [](double t) { return t < 600 ? 400.0 : 734.0; }),
                           line(s.charts.flow, ChartLine::Role::Rejected, [](double) { return 0.0; })};
    s.charts.duration = chartUpTo(now);
    s.charts.duration.lines = {line(s.charts.duration, ChartLine::Role::Mean, [](double) { return 120.0; }),
                               line(s.charts.duration, ChartLine::Role::P50, [](double) { return 100.0; }),
                               line(s.charts.duration, ChartLine::Role::P95, [](double) { return 250.0; }),
                               line(s.charts.duration, ChartLine::Role::P99, [](double) { return 320.0; }),
                               line(s.charts.duration, ChartLine::Role::Maximum, [](double) { return 400.0; })};
    s.charts.worstAge = chartUpTo(now);
    s.charts.worstAge.lines = {line(s.charts.worstAge, ChartLine::Role::Lane, growing)};
    s.charts.worstAge.lines.front().hottestKey = 0;
    s.charts.worstAge.lines.front().hottestShare = 0.61;
}

inline void addChanges(Snapshot &s)
{
    s.changes = {{SimTime{596'000'000}, "web.rate", "400/s", "800/s", {}, false, false},
                 {SimTime{638'000'000}, "clicks.shards", "2", "4", {}, false, true},
                 {SimTime{1'200'000'000}, "web.rate", "800/s", "400/s", {}, true, false}};
}

/// The hot lane and one more finding, as the design shows them.
inline void addFindings(Snapshot &s)
{
    Finding hot;
    hot.kind = FindingKind::HotKey;
    hot.severity = Severity::Alarm;
    hot.shard = ShardId{2};
    hot.key = 0;
    hot.keyShare = 0.61;
    hot.shardShare = 0.46;
    hot.inPerSecond = 369;
    hot.outPerSecond = 303;
    hot.keyPerSecond = 225;
    hot.backlog = 15498;
    hot.growthPerSecond = 66;
    hot.moreShardsHelp = false;
    Finding slow = hot;
    slow.kind = FindingKind::SlowFunction;
    slow.severity = Severity::Warning;
    s.findings = {hot, slow};
}

inline SnapshotPtr hotKeyWithCharts()
{
    auto s = std::make_shared<Snapshot>(hotKey());
    s->run = 1;
    s->duration = Duration::minutes(30);
    addCharts(*s);
    addChanges(*s);
    addFindings(*s);
    return s;
}

inline Outline outline()
{
    Outline o;
    o.title = {"More shards, same backlog", "シャードを増やしても詰まる"};
    o.seed = 42;
    o.duration = Duration::minutes(30);
    const auto add = [&o](const std::string &component, const std::string &type, const std::string &name,
                          ParameterValue value) {
        const ComponentType *found = findComponentType(type);
        const ParameterDecl *decl = found ? found->find(name) : nullptr;
        if (decl)
            o.controls.push_back({component + "." + name, component, type, found->title, *decl, value, value});
    };
    add("web", "producer", "rate", 800.0);
    add("web", "producer", "keys.exponent", 1.3);
    add("web", "producer", "partition_key", std::string("natural"));
    add("clicks", "kinesis_stream", "shards", std::int64_t{2});
    add("clicks", "kinesis_stream", "retention", Duration::hours(24).us);
    add("count", "lambda", "batch_size", std::int64_t{100});
    LessonStep watch;
    watch.say = {"Every colour is a key.", "色はキーを表す。"};
    LessonStep question;
    question.at = SimTime{640'000'000};
    question.ask = {"Did doubling the shards help?", "シャードを倍にして効果はあった?"};
    question.choices = {{"The backlog halved", "未処理が半分になった"},
                        {"The hot shard did not care", "偏ったシャードは変わらない"},
                        {"Only new records are faster", "新しいレコードだけ速い"}};
    question.answer = 1;
    question.because = {"All records of one key have one hash.", "同じキーのハッシュは 1 つ。"};
    LessonStep last;
    last.at = SimTime{1'200'000'000};
    last.say = {"The load falls again.", "負荷が下がる。"};
    o.lesson = {watch, question, last};
    return o;
}

} // namespace hotshard::sketch
