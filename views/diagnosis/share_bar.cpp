#include "views/diagnosis/share_bar.h"

#include "views/theme/view_text.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

ShareBar::ShareBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void ShareBar::setShare(int key, double share)
{
    m_key = key;
    m_share = std::clamp(share, 0.0, 1.0);
    setAccessibleName(view_text::percent(m_share, QLocale()));
    update();
}

QSize ShareBar::sizeHint() const { return {100, static_cast<int>(std::ceil(16 * m_theme.uiScale))}; }

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0, 1, 0, -1), Theme::kSwatchRadius, Theme::kSwatchRadius);
    painter.setClipPath(outline);
    painter.fillRect(rect(), m_theme.others);
    const double part = width() * m_share;
    painter.fillRect(QRectF(0, 0, part, height()), m_theme.key(m_key));
    QFont font = m_theme.font(Role::Axis);
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    const QString text = view_text::percent(m_share, QLocale());
    const double room = QFontMetricsF(font).horizontalAdvance(text) + 12 * m_theme.uiScale;
    painter.setPen(part >= room ? m_theme.card : m_theme.text);
    painter.drawText(QRectF((part >= room ? 0 : part) + 6 * m_theme.uiScale, 0, room, height()), Qt::AlignVCenter,
                     text);
}

} // namespace hotshard::views
