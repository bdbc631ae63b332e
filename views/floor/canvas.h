// The few strokes the floor is made of: rectangles, lines, paths, icons, pills and measured text.
#pragma once

#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QPainterPath>

#include <memory>
#include <optional>

namespace hotshard::views {

/// Fonts and their widths, kept between frames: measuring is what makes text slow.
class TextKit {
public:
    void setTheme(const Theme &theme);

    struct Face {
        QFont font;
        QFontMetricsF metrics;
        double digit; ///< all digits take this much
    };
    const Face &face(double px, int weight);
    double width(const QString &text, double px, int weight);
    /// With all digits of one width, so that a changing number stands still.
    double numberWidth(const QString &text, double px, int weight);
    QString elided(const QString &text, double px, int weight, double most);
    /// Lines no wider than `most`; breaks between characters where the text is Japanese.
    QStringList wrapped(const QString &text, double px, int weight, double most);

private:
    Theme m_theme;
    QHash<int, std::shared_ptr<Face>> m_faces;
};

enum class Align { Left, Centre, Right };

/// A text's look.
struct Type {
    double px = 13;
    int weight = QFont::Normal;
};

class Canvas {
public:
    Canvas(QPainter &painter, const Theme &theme, TextKit &kit)
        : m_painter(painter)
        , m_theme(theme)
        , m_kit(kit)
    {
    }

    /// An outline of width 1 lies on the inner half pixel, as a crisp line.
    void rect(QRectF r, const QColor &fill, const QColor &stroke = {}, double width = 1, double radius = 0,
              const QList<qreal> &dash = {});
    void line(double x1, double y1, double x2, double y2, const QColor &stroke, double width = 1,
              const QList<qreal> &dash = {});
    void path(const QPainterPath &path, const QColor &fill, const QColor &stroke = {}, double width = 1.5,
              const QList<qreal> &dash = {});
    void circle(QPointF centre, double r, const QColor &fill, const QColor &stroke = {}, double width = 1.5,
                const QList<qreal> &dash = {});
    /// A ring that fills from 12 o'clock.
    void ring(QPointF centre, double r, double share, const QColor &colour, double width, const QColor &track);
    /// Stripes at 45 degrees.
    void hatch(const QRectF &r, const QColor &colour, const QColor &ground, double gap, double width,
               double radius = 0);

    /// Baseline at y. `most` > 0 elides. Returns the width drawn.
    double text(double x, double y, const QString &s, Type type, const QColor &colour, Align align = Align::Left,
                double most = 0);
    /// The same for changing numbers.
    double number(double x, double y, const QString &s, Type type, const QColor &colour, Align align = Align::Left);
    /// The first of these texts that fits, the last one if none does: it holds the value and is never cut.
    [[nodiscard]] QString fitting(const QStringList &texts, Type type, double most);
    void icon(Icon icon, double x, double y, double size, const QColor &colour, double width = 1.5);
    /// Returns its width. `right`: x is its right edge.
    double pill(double x, double y, const QString &label, const QColor &fg, const QColor &bg, std::optional<Icon> icon,
                Type type = {11.5, QFont::DemiBold}, double height = 20, bool right = false);
    [[nodiscard]] double pillWidth(const QString &label, bool icon, Type type = {11.5, QFont::DemiBold});

    [[nodiscard]] double width(const QString &s, Type type) { return m_kit.width(s, type.px, type.weight); }
    [[nodiscard]] double numberWidth(const QString &s, Type type) { return m_kit.numberWidth(s, type.px, type.weight); }
    [[nodiscard]] QPainter &painter() { return m_painter; }
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] TextKit &kit() { return m_kit; }

private:
    [[nodiscard]] QPen pen(const QColor &colour, double width, const QList<qreal> &dash) const;

    QPainter &m_painter;
    const Theme &m_theme;
    TextKit &m_kit;
};

} // namespace hotshard::views
