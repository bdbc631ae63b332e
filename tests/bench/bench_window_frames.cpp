// How smooth the window is and what it costs: frames of the floor, paints and timers of everything, processor time
// of all threads; paused, finished and with the engine at work. Built with the window only; run it offscreen or on a
// display.
#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "session/session.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

/// Sees every event of the program: paints of the floor and of all else, and timers that go off.
class EventWatch final : public QObject {
public:
    explicit EventWatch(QWidget *floor)
        : m_floor(floor)
    {
        qApp->installEventFilter(this);
    }
    void clear()
    {
        intervalsMs.clear();
        paints = timers = 0;
        m_began.start();
        m_clock = std::clock();
    }
    [[nodiscard]] double seconds() const { return static_cast<double>(m_began.nsecsElapsed()) * 1e-9; }
    /// Of one core, all threads of the program, per cent.
    [[nodiscard]] double processorShare() const
    {
        return 100 * static_cast<double>(std::clock() - m_clock) / CLOCKS_PER_SEC / seconds();
    }
    std::vector<double> intervalsMs;
    int paints = 0, timers = 0;

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        timers += event->type() == QEvent::Timer ? 1 : 0;
        paints += event->type() == QEvent::Paint ? 1 : 0;
        if (event->type() == QEvent::Paint && object == m_floor) {
            if (m_since.isValid())
                intervalsMs.push_back(static_cast<double>(m_since.nsecsElapsed()) * 1e-6);
            m_since.start();
        }
        return false;
    }

private:
    QWidget *m_floor;
    QElapsedTimer m_since, m_began;
    std::clock_t m_clock = 0;
};

QByteArray scenario(int shards, const QByteArray &duration)
{
    return QByteArrayLiteral(R"({"hotshard": 1, "title": "frames", "duration": ")") + duration
        + QByteArrayLiteral(R"(", "components": [
 {"id": "web", "type": "producer", "to": "clicks", "rate": ")")
        + QByteArray::number(shards * 200) + QByteArrayLiteral(R"(/s", "keys": {"exponent": 1.1, "count": 10000}},
 {"id": "clicks", "type": "kinesis_stream", "shards": )")
        + QByteArray::number(shards) + QByteArrayLiteral(R"(},
 {"id": "count", "type": "lambda", "from": "clicks", "to": "minute", "latency": {"per_record": "3ms"}},
 {"id": "minute", "type": "window", "size": "1m"}], "controls": ["clicks.shards"]})");
}

struct Case {
    const char *name;
    double speed; ///< 0: paused after two seconds
    bool finished = false;
};

void print(int shards, const Case &what, EventWatch &watch, double reached)
{
    std::vector<double> &ms = watch.intervalsMs;
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double q) {
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))];
    };
    const double seconds = watch.seconds();
    std::printf("%4d shards %-9s %6.1f %8.1f %8.1f %8.1f %10.1f %8.1f %8.0f\n", shards, what.name,
                static_cast<double>(ms.size()) / seconds, watch.paints / seconds, watch.timers / seconds,
                watch.processorShare(), at(0.5), at(0.99), reached);
    std::fflush(stdout);
}

void measure(int shards, const Case &what)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("frames.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(scenario(shards, what.finished ? "1m" : "24h")) < 0)
        qFatal("cannot write the scenario");
    file.close();

    hotshard::app::Settings settings;
    settings.forget();
    hotshard::app::MainWindow window(settings);
    window.applyTheme();
    window.resize(1920, 1080);
    window.show();
    EventWatch watch(window.panels().floor);
    QObject::connect(&window, &hotshard::app::MainWindow::scenarioOpened, &window, [&] {
        window.session()->setSpeed(what.speed > 0 ? what.speed : 60);
        window.setPlaying(true);
        if (what.speed <= 0)
            QTimer::singleShot(2000, &window, [&] { window.setPlaying(false); });
        // Warm caches, a steady speed; and what was set going before the pause has come to rest.
        QTimer::singleShot(4000, &window, [&] { watch.clear(); });
        QTimer::singleShot(10000, &window, [] { QApplication::exit(); });
    });
    window.openFile(path);
    QApplication::exec();
    print(shards, what, watch, what.speed > 0 ? window.session()->reachedSpeed() : 0);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    std::printf("%-21s %6s %8s %8s %8s %10s %8s %8s\n", "", "frames", "paints", "timers", "core %", "ms p50", "p99",
                "reached");
    std::printf("%-21s %6s %8s %8s\n", "", "/s", "/s", "/s");
    for (const int shards : {4, 256})
        for (const Case &what :
             {Case{"paused", 0}, {"finished", 1000, true}, {"1x", 1}, {"60x", 60}, {"10,000x", 10'000}})
            measure(shards, what);
}
