#include "app/window/top_row.h"

#include <QFontMetricsF>
#include <QMenuBar>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hotshard::app {

TopRow::TopRow(QWidget *parent)
    : QWidget(parent)
    , m_menu(new QMenuBar(this))
{
    m_menu->setNativeMenuBar(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TopRow::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void TopRow::setTexts(const QString &title, const QString &right)
{
    m_title = title;
    m_right = right;
    update();
}

QSize TopRow::sizeHint() const
{
    return {
        400,
        static_cast<int>(std::ceil(std::max(30 * m_theme.uiScale, static_cast<double>(m_menu->sizeHint().height()))))};
}

void TopRow::resizeEvent(QResizeEvent *)
{
    const int tall = std::min(height(), m_menu->sizeHint().height());
    m_menu->setGeometry(0, (height() - tall + 1) / 2, std::min(width(), m_menu->sizeHint().width() + 24), tall);
}

void TopRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.setFont(m_theme.font(views::Role::Label));
    const double right = QFontMetricsF(painter.font()).horizontalAdvance(m_right);
    const double edge = width() - 16;
    double free = edge;
    const double left = m_menu->sizeHint().width() + 36;
    if (left + right < edge) {
        painter.setPen(m_theme.text3);
        painter.drawText(QRectF(edge - right, 0, right, height()), Qt::AlignVCenter, m_right);
        free -= right + 24;
    }
    painter.setFont(m_theme.font(12.5, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    const QString title = metrics.elidedText(m_title, Qt::ElideRight, std::max(0.0, free - left));
    const double wide = metrics.horizontalAdvance(title);
    const double x = std::clamp((width() - wide) / 2 + 40, left, std::max(left, free - wide));
    painter.setPen(m_theme.text);
    painter.drawText(QRectF(x, 0, wide + 2, height()), Qt::AlignVCenter, title);
}

} // namespace hotshard::app
