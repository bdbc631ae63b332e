#include "views/story/story_parts.h"

#include "views/theme/icons.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

StepsBar::StepsBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepsBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void StepsBar::setSteps(int count, int reached, int shown)
{
    m_count = count;
    m_reached = reached;
    m_shown = shown;
    update();
}

QSize StepsBar::sizeHint() const { return {100, static_cast<int>(std::ceil(8 * m_theme.uiScale))}; }

void StepsBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    constexpr double kGap = 5;
    const double segment = (width() - (m_count - 1) * kGap) / std::max(1, m_count);
    for (int i = 0; i < m_count; ++i) {
        const double height = (i == m_shown ? 6 : 4) * m_theme.uiScale;
        painter.setBrush(i <= m_reached ? m_theme.accent : m_theme.hair);
        painter.drawRoundedRect(QRectF(i * (segment + kGap), (this->height() - height) / 2, segment, height), 2, 2);
    }
}

AnswerButton::AnswerButton(int index, QWidget *parent)
    : QAbstractButton(parent)
    , m_index(index)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAnswer({}, Result::Open);
}

void AnswerButton::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void AnswerButton::setAnswer(const QString &text, Result result)
{
    m_result = result;
    setText(text);
    setEnabled(result == Result::Open);
    const QString letter(QChar(u'A' + m_index));
    setToolTip(result == Result::Open ? tr("Answer %1").arg(letter) : text);
    setAccessibleName(letter + QStringLiteral(": ") + text);
    setAccessibleDescription(result == Result::Right       ? tr("right")
                                 : result == Result::Wrong ? tr("your guess")
                                                           : QString());
    updateGeometry();
    update();
}

double AnswerButton::noteWidth() const
{
    if (m_result == Result::Wrong)
        return QFontMetricsF(m_theme.font(Role::Label)).horizontalAdvance(tr("your guess")) + px(20);
    return m_result == Result::Right ? px(36) : px(12);
}

QRectF AnswerButton::textRect(int width) const
{
    return {px(34), px(7), std::max(20.0, width - px(34) - noteWidth()), 1000};
}

QSize AnswerButton::sizeHint() const { return {static_cast<int>(px(240)), heightForWidth(static_cast<int>(px(300)))}; }

int AnswerButton::heightForWidth(int width) const
{
    const QFontMetricsF metrics(m_theme.font(13.5, QFont::DemiBold));
    const double text = metrics.boundingRect(textRect(width), Qt::TextWordWrap, this->text()).height();
    return static_cast<int>(std::ceil(std::max(px(34), text + px(16))));
}

void AnswerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool right = m_result == Result::Right;
    painter.setPen(QPen(right ? m_theme.ok : hasFocus() ? m_theme.accent : m_theme.line, hasFocus() ? 2 : 1));
    painter.setBrush(right                             ? m_theme.oksoft
                         : isDown()                    ? m_theme.accentsoft
                         : underMouse() && isEnabled() ? m_theme.inset
                                                       : m_theme.card);
    const double inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), Theme::kButtonRadius,
                            Theme::kButtonRadius);
    painter.setFont(m_theme.font(13, QFont::Bold));
    painter.setPen(right ? m_theme.ok : m_theme.text3);
    painter.drawText(QRectF(px(12), 0, px(20), height()), Qt::AlignVCenter, QString(QChar(u'A' + m_index)));
    painter.setFont(m_theme.font(13.5, right ? QFont::DemiBold : QFont::Normal));
    painter.setPen(m_theme.text);
    QRectF area = textRect(width());
    area.setTop(0);
    area.setHeight(height());
    painter.drawText(area, Qt::AlignVCenter | Qt::TextWordWrap, text());
    if (right)
        paintIcon(painter, QRectF(width() - px(30), (height() - px(16)) / 2, px(16), px(16)), Icon::Check, m_theme.ok,
                  2);
    if (m_result == Result::Wrong) {
        painter.setFont(m_theme.font(Role::Label));
        painter.setPen(m_theme.text3);
        painter.drawText(QRectF(0, 0, width() - px(12), height()), Qt::AlignVCenter | Qt::AlignRight, tr("your guess"));
    }
}

} // namespace hotshard::views
