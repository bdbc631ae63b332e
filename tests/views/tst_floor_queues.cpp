// The floor of a run without a stream: every card stands free, and its words say what waits.
#include <QTest>

#include "support/painted_text.h"
#include "views/floor/bucket_painter.h"
#include "views/floor/floor_view.h"
#include "views/floor/queue_painter.h"

#include <algorithm>
#include <functional>

using namespace hotshard;
using namespace hotshard::views;

namespace {

Snapshot album()
{
    Snapshot s;
    s.time = SimTime{} + Duration::seconds(220);
    ProducerView &uploads = s.producers.emplace_back();
    uploads.id = ComponentId{0};
    uploads.name = "uploads";
    uploads.rate = uploads.producedPerSecond = 40;
    uploads.produced = 2419;
    uploads.bucket = BucketView{7'600'000'000ULL, 12, 113'000'000};
    AsyncFunctionView &f = s.asyncFunctions.emplace_back();
    f.id = ComponentId{1};
    f.name = "thumbnail";
    f.reads = ComponentId{0};
    f.writes = ComponentId{2};
    f.waitingThrottled = 681;
    f.waitingRetry = 74;
    f.underWay = 27;
    f.dropped = 239;
    f.concurrent = 10;
    f.invocations = 10;
    f.reserved = 10;
    f.oldestWaiting = Duration::seconds(40);
    f.errorsPerSecond = f.throttlesPerSecond = 3;
    SinkView &pictures = s.sinks.emplace_back();
    pictures.id = ComponentId{2};
    pictures.name = "pictures";
    return s;
}

Snapshot server()
{
    Snapshot s;
    ProducerView &web = s.producers.emplace_back();
    web.name = "web";
    web.producedPerSecond = 45;
    QueueServerView &q = s.queueServers.emplace_back();
    q.id = ComponentId{1};
    q.name = "till";
    q.inSystem = 8;
    return s;
}

QString paintedQueues(const Snapshot &snapshot, QSizeF size, std::vector<PaintedText> *texts = nullptr)
{
    TextDevice device;
    const Theme theme = Theme::named(QStringLiteral("light"));
    TextKit kit;
    kit.setTheme(theme);
    const FloorGeometry geometry = layOut(snapshot, size);
    QPainter painter(&device);
    Canvas canvas(painter, theme, kit);
    const Scene scene{snapshot, geometry, QLocale(QLocale::English), BarScale{}};
    for (const QueueBox &box : geometry.queues)
        paintQueue(canvas, scene, box);
    painter.end();
    if (texts)
        *texts = device.texts();
    return PaintedTexts{device.texts()}.all();
}

} // namespace

class TestFloorQueues : public QObject {
    Q_OBJECT
private slots:
    void cardsStandFree_data()
    {
        QTest::addColumn<QSizeF>("size");
        for (const QSize size :
             {QSize{1008, 357}, QSize{1292, 644}, QSize{1900, 900}, QSize{700, 300}, QSize{500, 400}})
            QTest::addRow("%dx%d", size.width(), size.height()) << QSizeF(size);
    }
    void cardsStandFree()
    {
        QFETCH(QSizeF, size);
        Snapshot two = album();
        two.asyncFunctions.push_back(two.asyncFunctions[0]);
        for (const Snapshot &s : {album(), server(), two}) {
            const FloorGeometry g = layOut(s, size);
            QVERIFY(!g.isEmpty());
            std::vector<QRectF> solid(g.producers);
            for (const NodeBox &node : g.nodes)
                solid.push_back(node.rect);
            for (const QueueBox &box : g.queues) {
                solid.push_back(box.rect);
                if (!box.worker.isEmpty())
                    solid.push_back(box.worker);
                QVERIFY(box.rect.contains(box.bar) && box.rect.contains(box.badge) && !box.bar.intersects(box.badge));
            }
            solid.push_back(g.sentence);
            for (std::size_t a = 0; a < solid.size(); ++a) {
                QVERIFY2(QRectF(QPointF(0, 0), size).contains(solid[a]), qPrintable(describe(g)));
                for (std::size_t b = a + 1; b < solid.size(); ++b)
                    QVERIFY2(!solid[a].intersects(solid[b]), qPrintable(describe(g)));
            }
        }
    }

    void wordsSayWhatWaits()
    {
        const QString words = paintedQueues(album(), {1292, 644});
        for (const char *part : {"queue of thumbnail", "755 waiting", "681", "74", "27", "239", "of 10 at a time"})
            QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    }

    void wordsStayInTheirCards()
    {
        for (const Snapshot &s : {album(), server()})
            for (const QSizeF size : {QSizeF(1008, 357), QSizeF(1292, 644), QSizeF(700, 300)}) {
                std::vector<PaintedText> texts;
                paintedQueues(s, size, &texts);
                const FloorGeometry g = layOut(s, size);
                for (const PaintedText &text : texts) {
                    const bool within = std::any_of(g.queues.begin(), g.queues.end(), [&](const QueueBox &box) {
                        return box.rect.contains(text.rect) || box.worker.contains(text.rect);
                    });
                    QVERIFY2(within, qPrintable(text.text));
                    QVERIFY2(!text.text.contains(QChar(0x2026)), qPrintable(text.text));
                }
            }
    }

    void scaleIsRound()
    {
        QCOMPARE(queueScale(0), 100.0);
        QCOMPARE(queueScale(95), 100.0);
        QCOMPARE(queueScale(96), 200.0);
        QCOMPARE(queueScale(450), 500.0);
        QCOMPARE(queueScale(681), 1000.0);
        QCOMPARE(queueScale(1500), 2000.0);
    }

    void lostLinesAreTold()
    {
        SinkView log;
        log.name = "log";
        log.objectLog = ObjectLogView{};
        log.objectLog->linesWritten = 1150;
        log.objectLog->linesInObject = 996;
        log.objectLog->lostToStaleReads = 154;
        const auto words = [&] {
            TextDevice device;
            const Theme theme = Theme::named(QStringLiteral("light"));
            TextKit kit;
            kit.setTheme(theme);
            const Snapshot s;
            const FloorGeometry g;
            QPainter painter(&device);
            Canvas canvas(painter, theme, kit);
            paintObjectLog(canvas, {s, g, QLocale(QLocale::English), BarScale{}}, {0, 0, 148, kObjectLogHeight}, log);
            painter.end();
            return PaintedTexts{device.texts()}.all();
        };
        QVERIFY2(words().contains(QStringLiteral("154 lost")), qPrintable(words()));
        log.objectLog->linesInObject = 1150;
        QVERIFY2(words().contains(QStringLiteral("none lost")), qPrintable(words()));
    }
};

QTEST_MAIN(TestFloorQueues)
#include "tst_floor_queues.moc"
