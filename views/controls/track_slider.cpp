#include "views/controls/track_slider.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr int kPlaces = 1000; // what an assistive tool sees as the range
constexpr double kThumb = 8, kMargin = 10, kTrackY = 13;
constexpr int kPageSteps = 10;
constexpr int kWheelNotch = 120;

} // namespace

TrackSlider::TrackSlider(QWidget *parent)
    : QAbstractSlider(parent)
{
    setOrientation(Qt::Horizontal);
    setRange(0, kPlaces);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // An assistive tool sets the value directly: it moves the thumb like a hand.
    connect(this, &QAbstractSlider::valueChanged, this, [this](int value) {
        const double wanted = static_cast<double>(value) / kPlaces;
        if (std::fabs(wanted - m_fraction) < 1.0 / kPlaces)
            return;
        m_fraction = wanted;
        emit moved(wanted, true);
    });
}

void TrackSlider::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void TrackSlider::setFraction(double fraction)
{
    const double wanted = std::clamp(fraction, 0.0, 1.0);
    if (wanted == m_fraction)
        return;
    m_fraction = wanted;
    setValue(static_cast<int>(std::lround(wanted * kPlaces)));
    update();
}

void TrackSlider::setChangedFrom(std::optional<double> fraction)
{
    m_changedFrom = fraction;
    update();
}

void TrackSlider::setLimit(std::optional<double> fraction, const QString &text)
{
    m_limit = fraction;
    m_limitText = text;
    updateGeometry();
    update();
}

void TrackSlider::setTicks(std::vector<std::pair<double, QString>> ticks)
{
    m_ticks = std::move(ticks);
    updateGeometry();
    update();
}

QSize TrackSlider::sizeHint() const
{
    return {static_cast<int>(px(180)), static_cast<int>(std::ceil(px(hasWords() ? 38 : 26)))};
}

QSize TrackSlider::minimumSizeHint() const { return {static_cast<int>(px(80)), sizeHint().height()}; }

double TrackSlider::xOf(double fraction) const { return px(kMargin) + (width() - 2 * px(kMargin)) * fraction; }

void TrackSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = px(kTrackY);
    paintWords(painter, y);
    paintTrack(painter, y);
}

void TrackSlider::paintTrack(QPainter &painter, double y)
{
    const double left = xOf(0), right = xOf(1), thumb = xOf(m_fraction);
    const QColor active = isEnabled() ? m_theme.accent : m_theme.line;
    const auto track = [&](double from, double to, const QColor &colour) {
        painter.setPen(QPen(colour, px(4), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
    };
    track(left, right, m_theme.line);
    track(left, thumb, active);
    if (m_limit && m_fraction > *m_limit) // beyond the real limit
        track(xOf(*m_limit), thumb, m_theme.alarm);
    if (m_changedFrom) {
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.setBrush(m_theme.panel);
        painter.drawEllipse(QPointF(xOf(*m_changedFrom), y), px(4.5), px(4.5));
    }
    if (hasFocus() && m_focusShown) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(thumb, y), px(kThumb + 3), px(kThumb + 3));
    }
    painter.setPen(QPen(active, 2));
    painter.setBrush(m_hovered && isEnabled() ? m_theme.accentsoft : m_theme.card);
    painter.drawEllipse(QPointF(thumb, y), px(kThumb - 1), px(kThumb - 1));
}

void TrackSlider::paintWords(QPainter &painter, double y)
{
    painter.setFont(m_theme.font(Role::Tick));
    const QFontMetricsF metrics(painter.font());
    const auto centred = [&](double x, double base, const QString &text) {
        const double width = metrics.horizontalAdvance(text);
        painter.drawText(QPointF(std::clamp(x - width / 2, 0.0, std::max(0.0, this->width() - width)), base), text);
    };
    for (const auto &[fraction, text] : m_ticks) {
        painter.setPen(QPen(m_theme.line, 1));
        const double x = std::floor(xOf(fraction)) + 0.5;
        painter.drawLine(QPointF(x, y + px(6)), QPointF(x, y + px(10)));
        painter.setPen(m_theme.text3);
        centred(x, y + px(21), text);
    }
    if (!m_limit)
        return;
    const double x = xOf(*m_limit);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text3);
    painter.drawConvexPolygon(QPolygonF({{x, y + px(5)}, {x - px(4), y + px(11)}, {x + px(4), y + px(11)}}));
    painter.setPen(m_theme.text3);
    centred(x, y + px(22), m_limitText);
}

void TrackSlider::follow(const QPointF &position, bool final)
{
    const double fraction = (position.x() - xOf(0)) / std::max(1.0, xOf(1) - xOf(0));
    m_fraction = std::clamp(fraction, 0.0, 1.0);
    {
        const QSignalBlocker quiet(this);
        setValue(static_cast<int>(std::lround(m_fraction * kPlaces)));
    }
    update();
    emit moved(m_fraction, final);
}

void TrackSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderDown(true);
        follow(event->position(), false);
    }
}

void TrackSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        follow(event->position(), false);
}

void TrackSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    setSliderDown(false);
    follow(event->position(), true);
}

void TrackSlider::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return emit stepped(-1);
    case Qt::Key_Right:
    case Qt::Key_Up: return emit stepped(1);
    case Qt::Key_PageDown: return emit stepped(-kPageSteps);
    case Qt::Key_PageUp: return emit stepped(kPageSteps);
    case Qt::Key_Home: return emit wentToEnd(false);
    case Qt::Key_End: return emit wentToEnd(true);
    default: return QWidget::keyPressEvent(event);
    }
}

void TrackSlider::wheelEvent(QWheelEvent *event)
{
    if (!hasFocus())
        return event->ignore(); // scrolling the panel must not change what happens to lie under the mouse
    m_wheelRest += event->angleDelta().y();
    const int notches = m_wheelRest / kWheelNotch;
    m_wheelRest -= notches * kWheelNotch;
    if (notches != 0)
        emit stepped(notches);
    event->accept();
}

void TrackSlider::focusInEvent(QFocusEvent *event)
{
    m_focusShown = event->reason() != Qt::MouseFocusReason;
    QAbstractSlider::focusInEvent(event);
    update();
}

void TrackSlider::focusOutEvent(QFocusEvent *event)
{
    QAbstractSlider::focusOutEvent(event);
    update();
}

void TrackSlider::enterEvent(QEnterEvent *event)
{
    m_hovered = true;
    update();
    QAbstractSlider::enterEvent(event);
}

void TrackSlider::leaveEvent(QEvent *event)
{
    m_hovered = false;
    update();
    QAbstractSlider::leaveEvent(event);
}

} // namespace hotshard::views
