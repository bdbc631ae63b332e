#include "views/controls/group_head.h"

#include "views/charts/chart_context.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace hotshard::views {

namespace {

/// By the type's name: a view knows no component. An unknown type is a function of its own kind.
Icon iconOf(const std::string &type)
{
    if (type == "producer" || type == "replay")
        return Icon::Producer;
    if (type.ends_with("stream"))
        return Icon::Order;
    if (type == "window")
        return Icon::Window;
    if (type == "alarm")
        return Icon::Bell;
    return type == "sink" ? Icon::Sink : Icon::Function;
}

} // namespace

GroupHead::GroupHead(const OutlineParameter &of, bool line, QWidget *parent)
    : QWidget(parent)
    , m_kind(of.componentTitle)
    , m_name(QString::fromStdString(of.component))
    , m_icon(iconOf(of.componentType))
    , m_line(line)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GroupHead::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

QSize GroupHead::sizeHint() const { return {100, static_cast<int>(std::ceil((m_line ? 44 : 30) * m_theme.uiScale))}; }

void GroupHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double k = m_theme.uiScale, top = (m_line ? 14 : 0) * k;
    if (m_line)
        painter.fillRect(QRectF(0, 2, width(), 1), m_theme.hair);
    paintIcon(painter, QRectF(0, top + 1 * k, 16 * k, 16 * k), m_icon, m_theme.text2);
    painter.setFont(m_theme.font(Role::BodyStrong));
    painter.setPen(m_theme.text);
    const QString kind = shown(m_kind);
    painter.drawText(QPointF(24 * k, top + 14 * k), kind);
    const double x = (24 + 8) * k + QFontMetricsF(painter.font()).horizontalAdvance(kind);
    painter.setFont(m_theme.font(Role::Body));
    painter.setPen(m_theme.text3);
    painter.drawText(QPointF(x, top + 14 * k),
                     QFontMetricsF(painter.font()).elidedText(m_name, Qt::ElideMiddle, width() - x));
}

} // namespace hotshard::views
