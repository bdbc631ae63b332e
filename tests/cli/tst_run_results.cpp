// The results of `hotshard run` for programs: the documented shape, and numbers that agree with each other.
#include "executable.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>

#include <cmath>

using namespace hotshard::test;

class TestRunResults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void hasTheDocumentedKeys();
    void countsAreWhole();
    void shardsAddUp();
    void neighboursAgree();
    void shardsOfASplitAreTold();
    void changesAreTold();
    void seriesCoverTheRun();
    void seriesAddUpToTheCounts();
    void windowsAgreeWithTheTruth();
    void conservationAddsUp();
    void csvSaysTheSame();

private:
    static QStringList run(const QString &format)
    {
        // Beyond the doubling of the shards: parents drain, children wait.
        return {"run", "scenarios/more-shards-same-backlog.json", "--until=661s", "--format", format};
    }
    [[nodiscard]] const QJsonObject &results() const { return m_results; }
    [[nodiscard]] QJsonObject component(const QString &id) const
    {
        for (const QJsonValue &entry : results()["components"].toArray())
            if (entry["id"] == id)
                return entry.toObject();
        return {};
    }
    [[nodiscard]] double metric(const QString &id, const QString &name) const
    {
        return component(id)["metrics"][name].toDouble(-1);
    }
    static double sum(const QJsonObject &component, const QString &name)
    {
        double sum = 0;
        for (const QJsonValue &shard : component["shards"].toArray())
            sum += shard[name].toDouble(std::nan(""));
        return sum;
    }
    /// Sum over a series' values, of one shard or (-1) of the component's own.
    [[nodiscard]] double total(const QString &id, const QString &metric, const QJsonValue &shard) const;

    QJsonObject m_results;
};

void TestRunResults::initTestCase()
{
    const Outcome done = launch(run("json"));
    QCOMPARE(done.code, 0);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(done.out.toUtf8(), &error);
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    m_results = document.object();
    // In the order documented, which QJsonObject does not keep.
    qsizetype at = 0;
    for (const char *key : {"hotshard_results", "scenario", "until_s", "fingerprint", "components", "changes", "series",
                            "windows", "conservation"}) {
        at = done.out.indexOf(QString("\n \"%1\":").arg(key), at);
        QVERIFY2(at > 0, key);
    }
}

void TestRunResults::hasTheDocumentedKeys()
{
    const auto keys = [](const QJsonValue &object) { return object.toObject().keys(); }; // sorted
    QCOMPARE(m_results.keys(),
             QStringList({"changes", "components", "conservation", "fingerprint", "hotshard_results", "scenario",
                          "series", "until_s", "windows"}));
    QCOMPARE(results()["hotshard_results"].toInt(), 1);
    QCOMPARE(results()["until_s"].toDouble(), 661.0);
    QCOMPARE(keys(results()["scenario"]), QStringList({"duration_s", "file", "seed", "title"}));
    QCOMPARE(results()["scenario"]["file"].toString(), QString("scenarios/more-shards-same-backlog.json"));
    QCOMPARE(results()["scenario"]["duration_s"].toDouble(), 1800.0);
    QStringList ids;
    for (const QJsonValue &entry : results()["components"].toArray()) {
        ids << entry["id"].toString();
        QVERIFY(!entry["type"].toString().isEmpty());
        QVERIFY(!entry["metrics"].toObject().isEmpty());
    }
    QCOMPARE(ids, QStringList({"plant", "clicks", "count", "per_minute", "table"}));
    for (const QJsonValue &shard : component("clicks")["shards"].toArray())
        QCOMPARE(
            keys(shard),
            QStringList({"backlog", "ending_hash_key", "expired_records", "id", "incoming_bytes", "incoming_records",
                         "parents", "read_throttles", "rejected_records", "starting_hash_key", "state"}));
    for (const QJsonValue &shard : component("count")["shards"].toArray())
        QCOMPARE(keys(shard),
                 QStringList({"expired_records", "id", "in_flight_records", "invocations", "outgoing_records"}));
    for (const QJsonValue &series : results()["series"].toArray())
        QCOMPARE(keys(series), QStringList({"component", "metric", "shard", "step_s", "unit", "values"}));
    for (const QJsonValue &window : results()["windows"].toArray())
        QCOMPARE(keys(window), QStringList({"component", "end_s", "fired_s", "key", "reported", "start_s", "truth"}));
    for (const QJsonValue &row : results()["conservation"].toArray())
        QCOMPARE(keys(row),
                 QStringList({"component", "dead_lettered", "delivered", "expired", "filtered_out", "holds", "in",
                              "in_flight", "rejected", "skipped", "waiting"}));
}

void TestRunResults::countsAreWhole()
{
    for (const QJsonValue &entry : results()["components"].toArray()) {
        const QJsonObject metrics = entry["metrics"].toObject();
        for (auto metric = metrics.begin(); metric != metrics.end(); ++metric) {
            QVERIFY2(metric.value().isDouble(), qPrintable(metric.key()));
            if (metric.key().endsWith("_records") || metric.key() == "backlog")
                QCOMPARE(metric.value().toDouble(), std::round(metric.value().toDouble()));
        }
    }
}

void TestRunResults::shardsAddUp()
{
    const QJsonObject stream = component("clicks"), function = component("count");
    for (const char *name : {"incoming_records", "incoming_bytes", "rejected_records", "expired_records", "backlog"})
        QCOMPARE(sum(stream, name), stream["metrics"][name].toDouble(-1));
    for (const char *name : {"outgoing_records", "invocations"})
        QCOMPARE(sum(function, name), function["metrics"][name].toDouble(-1));
    QVERIFY(metric("clicks", "backlog") > 0); // or there would be nothing to add
}

void TestRunResults::neighboursAgree()
{
    QCOMPARE(metric("plant", "accepted_records"), metric("clicks", "incoming_records"));
    QCOMPARE(metric("clicks", "incoming_bytes"), metric("clicks", "incoming_records") * 500);
    const QJsonArray written = component("clicks")["shards"].toArray(), read = component("count")["shards"].toArray();
    QCOMPARE(read.size(), written.size());
    for (qsizetype i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i]["id"], written[i]["id"]);
        QCOMPARE(read[i]["outgoing_records"].toDouble() + read[i]["in_flight_records"].toDouble()
                     + written[i]["backlog"].toDouble(),
                 written[i]["incoming_records"].toDouble());
    }
    QCOMPARE(metric("per_minute", "incoming_records"), metric("count", "outgoing_records"));
    QCOMPARE(metric("table", "writes"), metric("per_minute", "fired_windows"));
}

void TestRunResults::shardsOfASplitAreTold()
{
    const QJsonArray shards = component("clicks")["shards"].toArray();
    QCOMPARE(shards.size(), qsizetype{6});
    QCOMPARE(metric("clicks", "open_shards"), 4.0);
    const QString top = "340282366920938463463374607431768211455", middle = "170141183460469231731687303715884105728";
    QCOMPARE(shards[0]["starting_hash_key"].toString(), QString("0"));
    QCOMPARE(shards[1]["starting_hash_key"].toString(), middle);
    QCOMPARE(shards[1]["ending_hash_key"].toString(), top);
    QCOMPARE(shards[5]["ending_hash_key"].toString(), top);
    const QStringList parents{"shardId-000000000000", "shardId-000000000000", "shardId-000000000001",
                              "shardId-000000000001"};
    for (qsizetype i = 0; i < 6; ++i) {
        QCOMPARE(shards[i]["id"].toString(), QString("shardId-%1").arg(i, 12, 10, QChar('0')));
        QCOMPARE(shards[i]["parents"].toArray(), i < 2 ? QJsonArray() : QJsonArray({parents[i - 2]}));
    }
    // The parent of the hot lane needs minutes to be read to its end; the other has long been.
    QCOMPARE(shards[0]["state"].toString(), QString("draining"));
    QCOMPARE(shards[1]["state"].toString(), QString("closed"));
    QCOMPARE(shards[2]["state"].toString(), QString("waiting"));
    QCOMPARE(shards[4]["state"].toString(), QString("open"));
}

void TestRunResults::changesAreTold()
{
    const QJsonArray changes = results()["changes"].toArray();
    QCOMPARE(changes, QJsonArray({QJsonObject{{"at_s", 600}, {"path", "clicks.shards"}, {"from", "2"}, {"to", "4"}}}));
}

void TestRunResults::seriesCoverTheRun()
{
    const QJsonArray list = results()["series"].toArray();
    QVERIFY(!list.isEmpty());
    for (const QJsonValue &series : list) {
        QCOMPARE(series["step_s"].toInt(), 1);
        QCOMPARE(series["values"].toArray().size(), qsizetype{661});
        QVERIFY(!series["unit"].toString().isEmpty());
        const bool child = series["shard"].toString() > "shardId-000000000001";
        if (child) // it was made by the split, after 600 s
            QVERIFY(series["values"].toArray().at(599).isNull());
    }
}

double TestRunResults::total(const QString &id, const QString &metric, const QJsonValue &shard) const
{
    double sum = 0;
    int found = 0;
    for (const QJsonValue &series : results()["series"].toArray()) {
        if (series["component"] != id || series["metric"] != metric || series["shard"] != shard)
            continue;
        ++found;
        for (const QJsonValue &value : series["values"].toArray())
            sum += value.toDouble(0);
    }
    return found == 1 ? sum : std::nan("");
}

void TestRunResults::seriesAddUpToTheCounts()
{
    // Values are per second and whole seconds were run, so sums of counts are exact.
    QCOMPARE(total("plant", "produced_records", QJsonValue::Null), metric("plant", "produced_records"));
    for (const QJsonValue &shard : component("clicks")["shards"].toArray())
        QCOMPARE(total("clicks", "incoming_records", shard["id"]), shard["incoming_records"].toDouble());
    for (const QJsonValue &shard : component("count")["shards"].toArray())
        QCOMPARE(total("count", "outgoing_records", shard["id"]), shard["outgoing_records"].toDouble());
    QCOMPARE(total("count", "invocations", QJsonValue::Null), metric("count", "invocations"));
}

void TestRunResults::windowsAgreeWithTheTruth()
{
    const QJsonArray windows = results()["windows"].toArray();
    QCOMPARE(static_cast<double>(windows.size()), metric("per_minute", "fired_windows"));
    QVERIFY(!windows.isEmpty());
    double before = 0;
    for (qsizetype i = 0; i < windows.size(); ++i) {
        const QJsonValue window = windows[i];
        QCOMPARE(window["component"].toString(), QString("per_minute"));
        QVERIFY(window["key"].isNull()); // one result for all keys
        QCOMPARE(window["start_s"].toDouble(), 60.0 * static_cast<double>(i));
        QCOMPARE(window["end_s"].toDouble(), 60.0 * static_cast<double>(i + 1));
        QVERIFY(window["fired_s"].toDouble() >= window["end_s"].toDouble());
        QVERIFY(window["fired_s"].toDouble() >= before);
        QCOMPARE(window["reported"].toDouble(), window["truth"].toDouble()); // no record of this run is late
        before = window["fired_s"].toDouble();
        // Microseconds, printed as such: 82.974179, not 82.97417899999999.
        QCOMPARE(before, std::round(before * 1e6) / 1e6);
    }
    // The truth again, from the series: what was made in the first minute.
    double made = 0;
    for (const QJsonValue &series : results()["series"].toArray())
        if (series["metric"] == "produced_records")
            for (int second = 0; second < 60; ++second)
                made += series["values"][second].toDouble();
    QCOMPARE(windows[0]["truth"].toDouble(), made);
}

void TestRunResults::conservationAddsUp()
{
    const QJsonArray rows = results()["conservation"].toArray();
    QCOMPARE(rows.size(), results()["components"].toArray().size());
    for (const QJsonValue &row : rows) {
        QVERIFY(row["holds"].toBool());
        double out = 0;
        for (const char *part :
             {"waiting", "in_flight", "delivered", "expired", "rejected", "dead_lettered", "filtered_out", "skipped"})
            out += row[part].toDouble(std::nan(""));
        QCOMPARE(out, row["in"].toDouble());
        QVERIFY(out > 0);
    }
}

void TestRunResults::csvSaysTheSame()
{
    const Outcome done = launch(run("csv"));
    QCOMPARE(done.code, 0);
    QStringList lines = done.out.trimmed().split('\n');
    QCOMPARE(lines.takeFirst(), QString("component,shard,metric,unit,value"));
    qsizetype expected = 0;
    for (const QJsonValue &entry : results()["components"].toArray()) {
        expected += entry["metrics"].toObject().size();
        for (const QJsonValue &shard : entry["shards"].toArray())
            for (const QString &key : shard.toObject().keys())
                expected += shard[key].isDouble() ? 1 : 0;
    }
    QCOMPARE(lines.size(), expected);
    for (const QString &line : lines) {
        const QStringList fields = line.split(',');
        QCOMPARE(fields.size(), qsizetype{5});
        QJsonValue value = component(fields[0])["metrics"][fields[2]];
        if (!fields[1].isEmpty())
            for (const QJsonValue &shard : component(fields[0])["shards"].toArray())
                if (shard["id"] == fields[1])
                    value = shard[fields[2]];
        QVERIFY2(value.isDouble(), qPrintable(line));
        QCOMPARE(fields[4].toDouble(), value.toDouble());
    }
}

QTEST_APPLESS_MAIN(TestRunResults)
#include "tst_run_results.moc"
