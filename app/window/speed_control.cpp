#include "app/window/speed_control.h"

#include "views/controls/track_slider.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::app {

namespace {

constexpr double kDecades = 4;
constexpr std::array<double, 13> kSteps{1, 2, 5, 10, 20, 60, 100, 200, 500, 1000, 2000, 5000, 10000};

double rounded(double speed)
{
    const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(speed)) - 1));
    return std::clamp(std::round(speed / unit) * unit, SpeedControl::kSlowest, SpeedControl::kFastest);
}

} // namespace

QString speedText(double speed)
{
    return QLocale(QLocale::English).toString(speed, 'f', speed < 10 && speed != std::floor(speed) ? 1 : 0) + u'×';
}

double parseSpeed(const QString &text)
{
    QString plain = text.trimmed().toLower();
    plain.remove(u'×').remove(u'x').remove(u',').remove(u' ');
    double factor = 1;
    if (plain.endsWith(u'k')) {
        factor = 1000;
        plain.chop(1);
    }
    bool good = false;
    const double speed = QLocale::c().toDouble(plain, &good) * factor;
    return good && speed >= SpeedControl::kSlowest && speed <= SpeedControl::kFastest ? speed : 0;
}

SpeedControl::SpeedControl(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_slider(new views::TrackSlider(this))
    , m_field(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_label);
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    m_label->setBuddy(m_field);
    m_field->setAlignment(Qt::AlignCenter);
    m_field->installEventFilter(this);
    m_slider->setTicks({{0, QStringLiteral("1×")},
                        {0.25, QStringLiteral("10×")},
                        {0.5, QStringLiteral("100×")},
                        {0.75, QStringLiteral("1,000×")},
                        {1, QStringLiteral("10,000×")}});
    connect(m_slider, &views::TrackSlider::moved, this,
            [this](double fraction) { choose(rounded(std::pow(10.0, fraction * kDecades))); });
    connect(m_slider, &views::TrackSlider::stepped, this, &SpeedControl::stepBy);
    connect(m_slider, &views::TrackSlider::wentToEnd, this,
            [this](bool maximum) { choose(maximum ? kFastest : kSlowest); });
    connect(m_field, &QLineEdit::editingFinished, this, &SpeedControl::acceptTyped);
    retranslate();
    showSpeed();
}

void SpeedControl::stepBy(int steps)
{
    auto at = std::lower_bound(kSteps.begin(), kSteps.end(), m_speed) - kSteps.begin();
    const bool between =
        at < static_cast<std::ptrdiff_t>(kSteps.size()) && kSteps[static_cast<std::size_t>(at)] != m_speed;
    at += steps > 0 && between ? steps - 1 : steps;
    choose(kSteps[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(at, 0, static_cast<std::ptrdiff_t>(kSteps.size()) - 1))]);
}

void SpeedControl::choose(double speed)
{
    if (speed == m_speed)
        return;
    setSpeed(speed);
    emit speedChosen(speed);
}

void SpeedControl::setSpeed(double speed)
{
    m_speed = std::clamp(speed, kSlowest, kFastest);
    m_reached = 0;
    showSpeed();
}

void SpeedControl::setReached(double speed)
{
    if (std::fabs(speed - m_reached) <= m_reached * 0.1)
        return;
    m_reached = speed;
    retranslate();
}

void SpeedControl::showSpeed()
{
    if (!m_slider->isSliderDown())
        m_slider->setFraction(std::log10(m_speed) / kDecades);
    m_field->setText(speedText(m_speed));
    m_field->setModified(false);
    m_slider->setAccessibleDescription(m_field->text());
}

void SpeedControl::acceptTyped()
{
    if (!m_field->isModified())
        return;
    const double speed = parseSpeed(m_field->text());
    if (speed == 0 && !m_field->hasFocus())
        return abandon(); // who turns away has given it up
    m_field->setProperty("invalid", speed == 0);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
    if (speed == 0) {
        m_field->setToolTip(tr("Expected a speed from 1 to 10,000, such as 60"));
        m_field->selectAll();
        return;
    }
    m_field->setModified(false);
    choose(speed);
    showSpeed();
    retranslate();
}

void SpeedControl::abandon()
{
    m_field->setProperty("invalid", false);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
    showSpeed();
    retranslate();
}

bool SpeedControl::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut && m_field->property("invalid").toBool()
        && isActiveWindow())
        abandon();
    const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (watched != m_field || !escape || !m_field->isModified())
        return QWidget::eventFilter(watched, event);
    abandon();
    return true;
}

void SpeedControl::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    m_slider->setTheme(theme);
    m_field->setFixedSize(static_cast<int>(76 * theme.uiScale), static_cast<int>(28 * theme.uiScale));
    QPalette colours = m_label->palette();
    colours.setColor(QPalette::WindowText, theme.text2);
    m_label->setPalette(colours);
}

void SpeedControl::setCompact(bool compact) { m_label->setVisible(!compact); }

void SpeedControl::retranslate()
{
    m_label->setText(tr("Speed"));
    const QString tip = m_reached > 0
        ? tr("Simulated seconds per second. This machine reaches about %1.").arg(speedText(m_reached))
        : tr("Simulated seconds per second, 1 to 10,000. Keys: + and -.");
    m_slider->setAccessibleName(tr("Speed, slider"));
    m_field->setAccessibleName(tr("Speed, value"));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_slider), static_cast<QWidget *>(m_field)})
        widget->setToolTip(tip);
}

void SpeedControl::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hotshard::app
