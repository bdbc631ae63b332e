#include "app/window/foldable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace hotshard::app {

Foldable::Foldable(QWidget *content, int width, QWidget *parent)
    : QWidget(parent)
    , m_content(content)
    , m_rail(new QWidget(this))
    , m_railColumn(new QVBoxLayout(m_rail))
    , m_width(width)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(content);
    row->addWidget(m_rail);
    m_railColumn->setContentsMargins(3, 8, 3, 8);
    m_railColumn->setSpacing(6);
    m_railColumn->addStretch(1);
    apply();
}

QToolButton *Foldable::addRailButton(views::Icon icon, std::function<QString()> name)
{
    auto *button = new QToolButton(m_rail);
    button->setProperty("kind", "flat");
    button->setFixedSize(34, 34);
    button->setStyleSheet(QStringLiteral("padding: 0;"));
    m_railColumn->insertWidget(static_cast<int>(m_entries.size()), button);
    m_entries.push_back({button, icon, std::move(name)});
    connect(button, &QToolButton::clicked, this, &Foldable::unfoldRequested);
    retranslate();
    return button;
}

void Foldable::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    for (const Entry &entry : m_entries)
        entry.button->setIcon(views::icon(entry.icon, theme));
    apply();
    update();
}

void Foldable::setFolded(bool folded)
{
    m_folded = folded;
    apply();
}

void Foldable::setPanelWidth(int width)
{
    m_width = width;
    apply();
}

void Foldable::apply()
{
    m_content->setVisible(!m_folded);
    m_rail->setVisible(m_folded);
    setFixedWidth(m_folded ? kRail : static_cast<int>(m_width * m_theme.uiScale));
}

void Foldable::retranslate()
{
    for (const Entry &entry : m_entries) {
        entry.button->setAccessibleName(entry.name());
        entry.button->setToolTip(tr("Unfolds: %1").arg(entry.name()));
    }
}

void Foldable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Foldable::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hair);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.hair);
}

} // namespace hotshard::app
