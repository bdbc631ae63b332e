#include "views/controls/parameter_row.h"

#include "views/charts/chart_context.h"
#include "views/theme/icons.h"
#include "views/theme/view_text.h"

#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr double kDot = 3.5, kDotRoom = 13;

/// Values that stand for "none" and would read as numbers; empty for all others.
QString wordFor(const ParameterDecl &decl, const ParameterValue &value)
{
    const auto *whole = std::get_if<std::int64_t>(&value);
    if (whole && *whole == -1 && decl.min == -1)
        return decl.name == "retries.maximum" ? ParameterRow::tr("no limit") : ParameterRow::tr("none");
    if (decl.name == "retries.record_age" && toNumber(decl, value) == 0)
        return ParameterRow::tr("no limit");
    return {};
}

} // namespace

std::optional<ParameterValue> typedValue(const ParameterDecl &decl, const QString &text)
{
    for (const ParameterValue &special : {fromNumber(decl, -1), fromNumber(decl, 0)})
        if (const QString word = wordFor(decl, special);
            !word.isEmpty() && text.trimmed().compare(word, Qt::CaseInsensitive) == 0)
            return special;
    return parseValue(decl, typed(text));
}

QString prettyValue(const ParameterDecl &decl, const ParameterValue &value)
{
    if (const QString word = wordFor(decl, value); !word.isEmpty())
        return word;
    const QString printed = QString::fromStdString(printValue(decl, value));
    QString pretty;
    for (qsizetype i = 0; i < printed.size(); ++i) {
        const QChar c = printed[i];
        const bool begin = i > 0 && printed[i - 1].isDigit() != c.isDigit() && c != u'.' && printed[i - 1] != u'.'
            && c != u' ' && printed[i - 1] != u' ' && printed[i - 1] != u'-' && c != u'e' && printed[i - 1] != u'e';
        if (begin)
            pretty += kThin;
        pretty += c == u' ' ? kThin : c;
    }
    return pretty;
}

std::string typed(const QString &text)
{
    QString plain;
    for (const QChar c : text.trimmed())
        if (!c.isSpace())
            plain += c;
    return plain.toStdString();
}

ParameterRow::ParameterRow(OutlineParameter parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(std::move(parameter))
    , m_label(new QLabel(this))
    , m_reset(new QToolButton(this))
{
    m_reset->setProperty("kind", "flat");
    m_reset->setCursor(Qt::PointingHandCursor);
    m_reset->setFixedSize(24, 24);
    m_reset->setStyleSheet(QStringLiteral("padding: 0; border-width: 1px;"));
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setByHand(m_parameter.initial);
        showValue();
    });
}

void ParameterRow::setValue(const ParameterValue &value)
{
    if (value == m_parameter.value)
        return;
    m_parameter.value = value;
    showValue();
    showChanged();
}

void ParameterRow::setByHand(const ParameterValue &value)
{
    if (value == m_parameter.value)
        return;
    m_parameter.value = value;
    showChanged();
    emit edited(path(), value);
}

void ParameterRow::showChanged()
{
    const bool changed = isChanged();
    m_reset->setVisible(changed);
    m_label->setFont(m_theme.font(13, changed ? QFont::Medium : QFont::Normal));
    m_label->setContentsMargins(changed ? static_cast<int>(kDotRoom * m_theme.uiScale) : 0, 0, 0, 0);
    update();
}

void ParameterRow::fitLabel(int beside)
{
    constexpr double largest = 13, least = 10.5;
    const QFont::Weight weight = isChanged() ? QFont::Medium : QFont::Normal;
    const int room =
        width() - beside - (m_reset->isHidden() ? 0 : m_reset->width() + 4) - m_label->contentsMargins().left();
    double px = largest;
    const auto widest = [&] {
        int most = 0;
        for (const QString &word : m_label->text().split(u' '))
            most = std::max(most, QFontMetrics(m_theme.font(px, weight)).horizontalAdvance(word));
        return most;
    };
    while (px > least && widest() > room)
        px -= 0.5;
    m_label->setFont(m_theme.font(px, weight));
}

void ParameterRow::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_reset->setIcon(icon(Icon::Reset, theme.accent));
    m_reset->setIconSize(QSize(15, 15));
    QPalette colours = m_label->palette();
    colours.setColor(QPalette::WindowText, theme.text);
    m_label->setPalette(colours);
    showChanged();
    showValue();
}

void ParameterRow::retranslate()
{
    m_label->setText(titleText());
    setToolTip(tipText());
    m_reset->setAccessibleName(tr("Reset %1").arg(titleText()));
    m_reset->setToolTip(
        tr("Back to %1, as the scenario has it.").arg(prettyValue(m_parameter.decl, m_parameter.initial)));
}

QString ParameterRow::titleText() const { return shown(m_parameter.decl.title); }

QString ParameterRow::rangeText() const
{
    const ParameterDecl &decl = m_parameter.decl;
    if (decl.type == ParameterType::Choice || decl.type == ParameterType::Boolean || !(decl.max > decl.min))
        return {};
    return tr("from %1 to %2")
        .arg(prettyValue(decl, fromNumber(decl, decl.min)), prettyValue(decl, fromNumber(decl, decl.max)));
}

QString ParameterRow::tipText() const
{
    QStringList lines{shown(m_parameter.decl.help), path()};
    if (!rangeText().isEmpty())
        lines.last() += QStringLiteral(", ") + rangeText();
    if (!m_parameter.decl.realLimitText.empty())
        lines << tr("In the real system: %1").arg(shown(m_parameter.decl.realLimitText));
    return lines.join(u'\n');
}

void ParameterRow::paintEvent(QPaintEvent *)
{
    if (!isChanged())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    const double radius = kDot * m_theme.uiScale;
    painter.drawEllipse(QPointF(m_label->x() + radius, m_label->geometry().center().y() + 1), radius, radius);
}

} // namespace hotshard::views
