#include "views/floor/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views {
namespace {

bool isWide(QChar c) { return c.unicode() > 0x2E80 && c.unicode() < 0xFFEF; }

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

/// Calls `digit` for each digit and `run` for each stretch of anything else.
template <class Digit, class Run>
void split(const QString &text, Digit digit, Run run)
{
    for (qsizetype i = 0; i < text.size();) {
        if (isDigit(text[i])) {
            digit(text[i++]);
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !isDigit(text[end]))
            ++end;
        run(text.mid(i, end - i));
        i = end;
    }
}

} // namespace

void TextKit::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_faces.clear();
}

const TextKit::Face &TextKit::face(double px, int weight)
{
    const int key = qRound(px * 8) * 1000 + weight;
    auto it = m_faces.constFind(key);
    if (it == m_faces.constEnd()) {
        const QFont font = m_theme.plainFont(px, weight);
        auto face = std::make_shared<Face>(Face{font, QFontMetricsF(font), 0});
        // The median of the ten: the widest would set every number in wide steps.
        std::array<double, 10> widths{};
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = face->metrics.horizontalAdvance(QChar(static_cast<char16_t>(u'0' + i)));
        std::sort(widths.begin(), widths.end());
        face->digit = widths[5];
        it = m_faces.insert(key, face);
    }
    return **it;
}

double TextKit::width(const QString &text, double px, int weight)
{
    return face(px, weight).metrics.horizontalAdvance(text);
}

double TextKit::numberWidth(const QString &text, double px, int weight)
{
    const Face &f = face(px, weight);
    double sum = 0;
    split(
        text, [&](QChar) { sum += f.digit; }, [&](const QString &run) { sum += f.metrics.horizontalAdvance(run); });
    return sum;
}

QString TextKit::elided(const QString &text, double px, int weight, double most)
{
    const Face &f = face(px, weight);
    return f.metrics.horizontalAdvance(text) <= most + 0.5 ? text : f.metrics.elidedText(text, Qt::ElideRight, most);
}

QStringList TextKit::wrapped(const QString &text, double px, int weight, double most)
{
    QStringList lines;
    QString line;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        if (!isWide(text[i])) {
            while (end < text.size() && text[end - 1] != u' ' && !isWide(text[end]))
                ++end;
        } else {
            // No line starts with a closing mark.
            while (end < text.size() && QStringLiteral("。、」）!?").contains(text[end]))
                ++end;
        }
        const QString piece = text.mid(i, end - i);
        if (!line.isEmpty() && width((line + piece).trimmed(), px, weight) > most) {
            lines << line.trimmed();
            line.clear();
        }
        line += piece;
        i = end;
    }
    if (!line.trimmed().isEmpty() || lines.isEmpty())
        lines << line.trimmed();
    return lines;
}

QPen Canvas::pen(const QColor &colour, double width, const QList<qreal> &dash) const
{
    const double w = width * m_theme.lineScale;
    QPen p(colour, w, Qt::SolidLine, dash.isEmpty() ? Qt::RoundCap : Qt::FlatCap, Qt::RoundJoin);
    if (!dash.isEmpty()) {
        QList<qreal> scaled;
        for (const qreal d : dash)
            scaled << d / w;
        p.setDashPattern(scaled);
    }
    return p;
}

void Canvas::rect(QRectF r, const QColor &fill, const QColor &stroke, double width, double radius,
                  const QList<qreal> &dash)
{
    if (r.width() <= 0 || r.height() <= 0)
        return;
    if (!stroke.isValid() && radius <= 0) {
        m_painter.fillRect(r, fill);
        return;
    }
    if (stroke.isValid() && width <= 1.5)
        r.adjust(0.5, 0.5, -0.5, -0.5);
    if (stroke.isValid())
        m_painter.setPen(pen(stroke, width, dash));
    else
        m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double round = std::min({radius, r.width() / 2, r.height() / 2});
    if (round > 0)
        m_painter.drawRoundedRect(r, round, round);
    else
        m_painter.drawRect(r);
}

void Canvas::line(double x1, double y1, double x2, double y2, const QColor &stroke, double width,
                  const QList<qreal> &dash)
{
    if (width == 1) {
        if (x1 == x2)
            x1 = x2 = std::floor(x1) + 0.5;
        if (y1 == y2)
            y1 = y2 = std::floor(y1) + 0.5;
    }
    QPen p = pen(stroke, width, dash);
    p.setCapStyle(Qt::FlatCap);
    m_painter.setPen(p);
    m_painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
}

void Canvas::path(const QPainterPath &path, const QColor &fill, const QColor &stroke, double width,
                  const QList<qreal> &dash)
{
    if (stroke.isValid())
        m_painter.setPen(pen(stroke, width, dash));
    else
        m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawPath(path);
}

void Canvas::circle(QPointF centre, double r, const QColor &fill, const QColor &stroke, double width,
                    const QList<qreal> &dash)
{
    if (stroke.isValid())
        m_painter.setPen(pen(stroke, width, dash));
    else
        m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawEllipse(centre, r, r);
}

void Canvas::ring(QPointF centre, double r, double share, const QColor &colour, double width, const QColor &track)
{
    circle(centre, r, {}, track, width);
    if (share <= 0)
        return;
    QPen p(colour, width * m_theme.lineScale, Qt::SolidLine, Qt::RoundCap);
    m_painter.setPen(p);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawArc(QRectF(centre.x() - r, centre.y() - r, 2 * r, 2 * r), 90 * 16,
                      -qRound(std::min(share, 1.0) * 360 * 16));
}

void Canvas::hatch(const QRectF &r, const QColor &colour, const QColor &ground, double gap, double width, double radius)
{
    if (r.isEmpty())
        return;
    m_painter.save();
    if (radius > 0) {
        QPainterPath clip;
        clip.addRoundedRect(r, radius, radius);
        m_painter.setClipPath(clip, Qt::IntersectClip);
    } else {
        m_painter.setClipRect(r, Qt::IntersectClip);
    }
    m_painter.fillRect(r, ground);
    QPen p(colour, width, Qt::SolidLine, Qt::FlatCap);
    m_painter.setPen(p);
    const double step = gap * std::sqrt(2.0);
    QList<QLineF> lines;
    for (double x = r.left() - r.height(); x < r.right() + width; x += step)
        lines << QLineF(x, r.top() - 1, x + r.height() + 2, r.bottom() + 1);
    m_painter.drawLines(lines);
    m_painter.restore();
}

double Canvas::text(double x, double y, const QString &s, Type type, const QColor &colour, Align align, double most)
{
    if (s.isEmpty())
        return 0;
    const TextKit::Face &face = m_kit.face(type.px, type.weight);
    const QString shown = most > 0 ? m_kit.elided(s, type.px, type.weight, most) : s;
    const double w = face.metrics.horizontalAdvance(shown);
    m_painter.setFont(face.font);
    m_painter.setPen(colour);
    m_painter.drawText(QPointF(align == Align::Left ? x : align == Align::Right ? x - w : x - w / 2, y), shown);
    return w;
}

double Canvas::number(double x, double y, const QString &s, Type type, const QColor &colour, Align align)
{
    const TextKit::Face &face = m_kit.face(type.px, type.weight);
    const double w = m_kit.numberWidth(s, type.px, type.weight);
    m_painter.setFont(face.font);
    m_painter.setPen(colour);
    double at = align == Align::Left ? x : align == Align::Right ? x - w : x - w / 2;
    split(
        s,
        [&](QChar c) {
            const double own = face.metrics.horizontalAdvance(c);
            m_painter.drawText(QPointF(at + (face.digit - own) / 2, y), QString(c));
            at += face.digit;
        },
        [&](const QString &run) {
            m_painter.drawText(QPointF(at, y), run);
            at += face.metrics.horizontalAdvance(run);
        });
    return w;
}

QString Canvas::fitting(const QStringList &texts, Type type, double most)
{
    for (const QString &s : texts)
        if (numberWidth(s, type) <= most)
            return s;
    return texts.isEmpty() ? QString() : texts.last();
}

void Canvas::icon(Icon icon, double x, double y, double size, const QColor &colour, double width)
{
    paintIcon(m_painter, QRectF(x, y, size, size), icon, colour, width);
}

double Canvas::pillWidth(const QString &label, bool icon, Type type)
{
    return width(label, type) + 16 + (icon ? 16 : 0);
}

double Canvas::pill(double x, double y, const QString &label, const QColor &fg, const QColor &bg,
                    std::optional<Icon> which, Type type, double height, bool right)
{
    const double w = pillWidth(label, which.has_value(), type);
    if (right)
        x -= w;
    rect(QRectF(x, y, w, height), bg, {}, 1, height / 2);
    if (which)
        icon(*which, x + 7, y + height / 2 - 6.5, 13, fg);
    text(x + 8 + (which ? 16 : 0), y + height / 2 + type.px * 0.36, label, type, fg);
    return w;
}

} // namespace hotshard::views
