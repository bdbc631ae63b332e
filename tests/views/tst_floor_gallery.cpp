// Paints the floor from hand-made snapshots into PNG files, to be looked at beside the design.
//
//   HOTSHARD_GALLERY=directory [HOTSHARD_TEXTS=tab-separated-translations] tst_floor_gallery [paint:name]
//
// Without a directory it only proves that every scene paints.
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <QTextStream>
#include <QTranslator>

#include "support/sketch_readers.h"
#include "views/floor/floor_view.h"
#include "views/theme/theme.h"

#include <algorithm>
#include <memory>
#include <vector>

using namespace hotshard;
using namespace hotshard::views;

namespace {

/// Translations from a list, so that wordings can be tried before they are in the program.
class ListTranslator final : public QTranslator {
public:
    explicit ListTranslator(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            const qsizetype tab = line.indexOf(u'\t');
            if (tab > 0)
                m_list.insert(line.left(tab), line.mid(tab + 1));
        }
    }
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString english = QString::fromUtf8(source);
        if (!m_list.contains(english))
            QTextStream(stderr) << "not translated: " << english << '\n';
        return m_list.value(english);
    }
    [[nodiscard]] bool isEmpty() const override { return m_list.isEmpty(); }

private:
    QHash<QString, QString> m_list;
};

struct Picture {
    const char *name;
    Snapshot snapshot;
    QSize size;
    const char *theme;
    double scale = 1;
    bool presenting = false;
};

std::vector<Picture> pictures()
{
    const QSize wide(1292, 644), laptop(736, 300), laptopWide(1008, 430);
    std::vector<Picture> list{
        {"hot-key-light", sketch::hotKey(), wide, "light"},
        {"hot-key-dark", sketch::hotKey(), wide, "dark"},
        {"hot-key-projector", sketch::hotKey(), wide, "projector"},
        {"hot-key-1008", sketch::hotKey(), laptopWide, "light"},
        {"hot-key-736", sketch::hotKey(), laptop, "dark"},
        {"hot-key-400x300", sketch::hotKey(), {400, 300}, "light"},
        {"hot-key-4k", sketch::hotKey(), {2560, 1400}, "light"},
        {"present", sketch::hotKey(), {1280, 420}, "projector", 1, true},
        {"lineage-light", sketch::lineage(), wide, "light"},
        {"lineage-dark", sketch::lineage(), wide, "dark"},
        {"lineage-1008", sketch::lineage(), laptopWide, "light"},
        {"lineage-400x300", sketch::lineage(), {400, 300}, "light"},
        {"many-256-dark", sketch::many(256), wide, "dark"},
        {"many-256-light", sketch::many(256), wide, "light"},
        {"many-256-1008", sketch::many(256), laptopWide, "light"},
        {"many-256-400x300", sketch::many(256), {400, 300}, "light"},
        {"many-32-light", sketch::many(32), wide, "light"},
        {"many-64-dark", sketch::many(64), wide, "dark"},
        {"many-12-light", sketch::many(12), wide, "light"},
        {"many-6-light", sketch::many(6), wide, "light"},
        {"trouble-light", sketch::trouble(), wide, "light"},
        {"trouble-dark", sketch::trouble(), wide, "dark"},
        {"chain-light", sketch::chain(), wide, "light"},
        {"readers-2", sketch::readers(2), wide, "light"},
        {"readers-5", sketch::readers(5), wide, "light"},
        {"readers-5-dark", sketch::readers(5, 4), wide, "dark"},
        {"readers-20", sketch::readers(20), wide, "light"},
        {"readers-20-lanes-4", sketch::readers(20, 4), wide, "light"},
        {"readers-5-1008", sketch::readers(5, 2), laptopWide, "light"},
        {"readers-5-12", sketch::readers(5, 12), wide, "light"},
        {"pipeline", sketch::pipeline(), wide, "light"},
        {"pipeline-1008", sketch::pipeline(), laptopWide, "light"},
        {"held-back", sketch::heldBack(), wide, "light"},
        {"held-back-dark", sketch::heldBack(), wide, "dark"},
        {"calm-1", sketch::calm(1), wide, "light"},
        {"calm-2-dark", sketch::calm(2), wide, "dark"},
        {"scale-150", sketch::hotKey(), {1938, 966}, "light", 1.5},
    };
    return list;
}

/// Milliseconds of one frame with everything on it: the median of many.
double frameTime(FloorView &view)
{
    QImage target(view.size() * view.devicePixelRatioF(), QImage::Format_RGB32);
    target.setDevicePixelRatio(view.devicePixelRatioF());
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer clock;
        clock.start();
        view.render(&target, QPoint(), QRegion(), QWidget::RenderFlags());
        times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
    }
    std::nth_element(times.begin(), times.begin() + 30, times.end());
    return times[30];
}

} // namespace

class TestFloorGallery : public QObject {
    Q_OBJECT
private slots:
    void paint_data()
    {
        QTest::addColumn<int>("index");
        const auto all = pictures();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << static_cast<int>(i);
    }
    void paint()
    {
        QFETCH(int, index);
        static const std::vector<Picture> all = pictures();
        const Picture &picture = all[static_cast<std::size_t>(index)];
        FloorView view;
        Theme theme = Theme::named(QString::fromLatin1(picture.theme));
        theme.uiScale = picture.scale;
        view.setTheme(theme);
        view.setPresenting(picture.presenting);
        view.resize(picture.size);
        view.setPlayback(true, 60);
        QElapsedTimer clock;
        clock.start();
        view.setSnapshot(std::make_shared<Snapshot>(picture.snapshot));
        const double load = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        const QPixmap shot = view.grab();
        QCOMPARE(shot.deviceIndependentSize().toSize(), picture.size);
        const QString out = qEnvironmentVariable("HOTSHARD_GALLERY");
        if (out.isEmpty())
            return;
        QVERIFY(shot.save(QDir(out).filePath(QString::fromLatin1(picture.name) + QStringLiteral(".png"))));
        QTextStream(stdout) << picture.name << ": set " << QString::number(load, 'f', 2) << " ms, frame "
                            << QString::number(frameTime(view), 'f', 2) << " ms\n";
    }
    void empty()
    {
        FloorView view;
        view.resize(1292, 644);
        const QPixmap shot = view.grab();
        const QString out = qEnvironmentVariable("HOTSHARD_GALLERY");
        if (!out.isEmpty())
            QVERIFY(shot.save(QDir(out).filePath(QStringLiteral("empty.png"))));
    }
    void initTestCase()
    {
        const QString list = qEnvironmentVariable("HOTSHARD_TEXTS");
        if (!list.isEmpty()) {
            m_translator = std::make_unique<ListTranslator>(list);
            QCoreApplication::installTranslator(m_translator.get());
            QLocale::setDefault(QLocale(QLocale::Japanese));
        }
        const QString out = qEnvironmentVariable("HOTSHARD_GALLERY");
        if (!out.isEmpty())
            QVERIFY(QDir().mkpath(out));
    }

private:
    std::unique_ptr<ListTranslator> m_translator;
};

QTEST_MAIN(TestFloorGallery)
#include "tst_floor_gallery.moc"
