#include "app/window/problem_card.h"

#include "views/theme/icons.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace hotshard::app {

namespace {

constexpr int kWidth = 560, kMargin = 24;

} // namespace

ProblemCard::ProblemCard(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_details(new QLabel)
    , m_scroll(new QScrollArea(this))
    , m_show(new QPushButton(this))
    , m_another(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setContentsMargins(28, 0, 0, 0);
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::RichText);
    m_details->setAlignment(Qt::AlignTop);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_scroll->setWidget(m_details);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_details->setAutoFillBackground(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_show);
    buttons->addWidget(m_another);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_scroll, 1);
    column->addLayout(buttons);
    m_another->setProperty("kind", "soft");
    connect(m_show, &QPushButton::clicked, this, [this] { emit showInFile(m_path); });
    connect(m_another, &QPushButton::clicked, this, &ProblemCard::openAnother);
    connect(m_close, &QPushButton::clicked, this, &ProblemCard::closed);
    retranslate();
}

void ProblemCard::setProblems(const QString &path, const Issues &issues)
{
    m_path = path;
    m_issues = issues;
    retranslate();
    m_another->setFocus();
}

QString ProblemCard::title() const { return m_title->text(); }

QString ProblemCard::details() const { return m_details->text(); }

QString ProblemCard::html() const
{
    QString rows;
    for (const Issue &issue : m_issues) {
        const auto text = [](const std::string &part) { return QString::fromStdString(part).toHtmlEscaped(); };
        QStringList lines;
        QString head = QStringLiteral("<b>%1</b>").arg(text(issue.problem));
        if (issue.line > 0)
            head = tr("Line %1").arg(issue.line) + QStringLiteral(": ") + head;
        lines << head;
        if (!issue.pointer.empty())
            lines << text(issue.pointer);
        if (!issue.expected.empty())
            lines << tr("Expected: %1").arg(text(issue.expected));
        if (!issue.nearest.empty())
            lines << tr("Nearest valid name: %1").arg(text(issue.nearest));
        rows += QStringLiteral("<p style='margin:0 0 10px 0'>") + lines.join(QStringLiteral("<br>"))
            + QStringLiteral("</p>");
    }
    return rows;
}

void ProblemCard::retranslate()
{
    const QString file = QFileInfo(m_path).fileName();
    m_title->setText(m_issues.size() == 1 ? tr("%1 cannot be opened").arg(file)
                                          : tr("%1 cannot be opened: %2 problems").arg(file).arg(m_issues.size()));
    m_details->setText(html());
    setAccessibleName(m_title->text());
    setToolTip(m_title->text());
    m_scroll->setAccessibleName(tr("Problems"));
    m_scroll->setToolTip(tr("Everything that is wrong with the file."));
    m_show->setText(tr("Show in file"));
    m_show->setToolTip(tr("Opens the file with the program of your system."));
    m_another->setText(tr("Open another"));
    m_another->setToolTip(tr("Chooses another file."));
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Returns to what was open."));
    for (QPushButton *button : {m_show, m_another, m_close})
        button->setAccessibleName(button->text());
}

void ProblemCard::placeIn(const QRect &area)
{
    const int width = std::min(static_cast<int>(kWidth * m_theme.uiScale), area.width() - kMargin);
    const int wanted = static_cast<int>((140 + 74 * static_cast<double>(m_issues.size())) * m_theme.uiScale);
    const int height = std::min(std::max(wanted, 200), area.height() - kMargin);
    setGeometry(area.x() + (area.width() - width) / 2, area.y() + (area.height() - height) / 2, width, height);
    raise();
}

void ProblemCard::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    const auto ink = [](QLabel *label, const QColor &colour, const QFont &font) {
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, colour);
        label->setPalette(colours);
        label->setFont(font);
    };
    ink(m_title, theme.text, theme.font(views::Role::Finding));
    ink(m_details, theme.text2, theme.font(views::Role::Body));
    update();
}

void ProblemCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ProblemCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return emit closed();
    QFrame::keyPressEvent(event);
}

void ProblemCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.line, 1));
    painter.setBrush(m_theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), views::Theme::kCardRadius,
                            views::Theme::kCardRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.alarm);
    painter.drawRoundedRect(QRectF(0, 8, 4, height() - 16), 2, 2);
    views::paintIcon(painter, QRectF(18, m_title->geometry().center().y() - 9, 18, 18), views::Icon::Alert,
                     m_theme.alarm, 1.7);
}

} // namespace hotshard::app
