#include "app/window/tool_strip.h"

#include "app/window/actions.h"
#include "app/window/speed_control.h"
#include "views/theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace hotshard::app {

namespace {

constexpr int kButtonHeight = 34;
constexpr QSize kIcon(22, 16);   // wider than the drawing: keeps it off the words
constexpr int kWordsFrom = 1100; // below it the side buttons show icons only

QToolButton *actionButton(QAction *action, QWidget *parent, Qt::ToolButtonStyle style)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize(kIcon);
    return button;
}

} // namespace

ToolStrip::ToolStrip(const Actions &actions, QMenu *scenarios, QMenu *exports, QMenu *help, QWidget *parent)
    : QWidget(parent)
    , m_playAction(actions[ActionId::PlayPause])
    , m_open(actionButton(actions[ActionId::Open], this, Qt::ToolButtonTextBesideIcon))
    , m_scenarios(menuButton(scenarios))
    , m_restart(actionButton(actions[ActionId::Restart], this, Qt::ToolButtonIconOnly))
    , m_step(actionButton(actions[ActionId::Step], this, Qt::ToolButtonIconOnly))
    , m_export(menuButton(exports))
    , m_help(menuButton(help))
    , m_play(new QPushButton(this))
    , m_speed(new SpeedControl(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QToolButton *flat : {m_open, m_scenarios, m_export, m_help})
        flat->setProperty("kind", "flat");
    m_play->setProperty("kind", "primary");
    m_play->setFocusPolicy(Qt::TabFocus);
    m_play->setIconSize(kIcon);
    connect(m_play, &QPushButton::clicked, m_playAction, &QAction::trigger);
    connect(m_playAction, &QAction::changed, this, &ToolStrip::showPlay);
    retranslate();
}

QToolButton *ToolStrip::menuButton(QMenu *menu)
{
    auto *button = new QToolButton(this);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize(kIcon);
    return button;
}

void ToolStrip::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    m_scenarios->setIcon(views::icon(views::Icon::Scenarios, theme));
    m_export->setIcon(views::icon(views::Icon::Export, theme));
    m_help->setIcon(views::icon(views::Icon::Help, theme));
    m_speed->setTheme(theme);
    updateGeometry();
    arrange();
    update();
}

void ToolStrip::showPlay()
{
    m_play->setIcon(m_playAction->icon());
    m_play->setText(m_playAction->iconText());
    m_play->setToolTip(m_playAction->toolTip());
    m_play->setAccessibleName(m_playAction->iconText());
    arrange();
}

QSize ToolStrip::sizeHint() const { return {900, static_cast<int>(std::ceil(52 * m_theme.uiScale))}; }

void ToolStrip::arrange()
{
    const double k = m_theme.uiScale;
    const int height = static_cast<int>(kButtonHeight * k), y = (this->height() - height) / 2;
    const bool words = width() >= kWordsFrom * k;
    const auto style = words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    int left = static_cast<int>(12 * k);
    for (QToolButton *button : {m_open, m_scenarios}) {
        button->setToolButtonStyle(style);
        button->setGeometry(left, y, button->sizeHint().width(), height);
        left = button->geometry().right() + 4;
    }
    int right = width() - static_cast<int>(12 * k);
    for (QToolButton *button : {m_help, m_export}) {
        button->setToolButtonStyle(style);
        const int wide = button->sizeHint().width();
        button->setGeometry(right - wide, y, wide, height);
        right -= wide + 4;
    }
    // The transport stands in the centre where it fits, else it takes what the sides leave.
    const int small = static_cast<int>(40 * k), play = std::max(static_cast<int>(108 * k), m_play->sizeHint().width());
    const int gap = static_cast<int>(6 * k), buttons = 2 * small + play + 2 * gap;
    const int speed = std::clamp(right - left - buttons - static_cast<int>(60 * k), static_cast<int>(150 * k),
                                 static_cast<int>(450 * k));
    const int whole = buttons + static_cast<int>(28 * k) + speed;
    int x = std::max(left + static_cast<int>(12 * k), std::min((width() - whole) / 2, right - whole - 8));
    m_restart->setGeometry(x, y, small, height);
    m_play->setGeometry(x + small + gap, y, play, height);
    m_step->setGeometry(x + small + play + 2 * gap, y, small, height);
    x += buttons + static_cast<int>(28 * k);
    m_speed->setCompact(speed < 320 * k);
    m_speed->setGeometry(x, static_cast<int>(6 * k), speed, this->height() - static_cast<int>(8 * k));
}

void ToolStrip::retranslate()
{
    m_scenarios->setText(tr("Scenarios"));
    m_scenarios->setToolTip(tr("The scenarios that come with the program."));
    m_export->setText(tr("Export"));
    m_export->setToolTip(tr("Charts as files."));
    m_help->setText(tr("Help"));
    m_help->setToolTip(tr("Keys, version, licence."));
    for (QToolButton *button : {m_open, m_scenarios, m_restart, m_step, m_export, m_help})
        button->setAccessibleName(button->text());
    showPlay();
}

void ToolStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ToolStrip::resizeEvent(QResizeEvent *) { arrange(); }

void ToolStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.hair);
}

} // namespace hotshard::app
