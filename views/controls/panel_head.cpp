#include "views/controls/panel_head.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace hotshard::views {

PanelHead::PanelHead(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PanelHead::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void PanelHead::setTexts(const QString &title, const QString &right)
{
    m_title = title;
    m_right = right;
    setAccessibleName(right.isEmpty() ? title : title + QStringLiteral(", ") + right);
    update();
}

QSize PanelHead::sizeHint() const
{
    return {static_cast<int>(120 * m_theme.uiScale), static_cast<int>(std::ceil(38 * m_theme.uiScale))};
}

void PanelHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double k = m_theme.uiScale, base = 25 * k;
    QFont caps = m_theme.font(Role::Caps);
    if (QLocale().language() == QLocale::Japanese)
        caps.setLetterSpacing(QFont::AbsoluteSpacing, 0); // Japanese is never letter-spaced
    painter.setFont(caps);
    painter.setPen(m_theme.text3);
    painter.drawText(QPointF(16 * k, base), m_title.toUpper());
    painter.setFont(m_theme.font(Role::Axis));
    painter.drawText(QPointF(width() - 16 * k - QFontMetricsF(painter.font()).horizontalAdvance(m_right), base),
                     m_right);
}

} // namespace hotshard::views
