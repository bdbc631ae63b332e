#include "views/story/story_panel.h"

#include "views/charts/chart_context.h"
#include "views/controls/panel_head.h"
#include "views/story/story_parts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace hotshard::views {

StoryPanel::StoryPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new PanelHead(this))
    , m_bar(new StepsBar(this))
    , m_scroll(new QScrollArea(this))
    , m_title(new QLabel)
    , m_body(new QLabel)
    , m_because(new QLabel)
    , m_answerColumn(new QVBoxLayout)
    , m_back(new QPushButton(this))
    , m_next(new QPushButton(this))
{
    auto *scroll = m_scroll;
    auto *page = new QWidget;
    auto *text = new QVBoxLayout(page);
    text->setContentsMargins(16, 6, 16, 4);
    text->setSpacing(10);
    for (QLabel *label : {m_title, m_body, m_because}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::NoTextInteraction);
    }
    text->addWidget(m_title);
    text->addWidget(m_body);
    m_answerColumn->setSpacing(6);
    text->addLayout(m_answerColumn);
    text->addWidget(m_because);
    text->addStretch(1);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);

    auto *bar = new QVBoxLayout;
    bar->setContentsMargins(16, 0, 16, 4);
    bar->addWidget(m_bar);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 6, 16, 12);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_next);
    m_next->setProperty("kind", "soft");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(bar);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, &StoryPanel::back);
    connect(m_next, &QPushButton::clicked, this, &StoryPanel::next);
    retranslate();
}

void StoryPanel::setOutline(const Outline &outline)
{
    m_steps = outline.lesson;
    m_guesses.assign(m_steps.size(), -1);
    m_reached = m_steps.empty() ? -1 : 0; // the first step is told before the run begins
    m_step = m_reached;
    m_run = 0;
    std::size_t most = 0;
    for (const LessonStep &step : m_steps)
        most = std::max(most, step.choices.size());
    while (m_answers.size() < most) {
        const int index = static_cast<int>(m_answers.size());
        auto *answer = new AnswerButton(index);
        answer->setTheme(m_theme);
        m_answerColumn->addWidget(answer);
        m_answers.push_back(answer);
        connect(answer, &AnswerButton::clicked, this, [this, index] { choose(index); });
    }
    showStep();
}

void StoryPanel::setSnapshot(const SnapshotPtr &snapshot)
{
    if (!snapshot || m_steps.empty())
        return;
    if (snapshot->run != m_run) { // a run from the start is a lesson from the start
        const bool again = m_run != 0;
        m_run = snapshot->run;
        if (again) {
            m_guesses.assign(m_steps.size(), -1);
            m_reached = m_step = 0;
            showStep();
        }
    }
    int reached = 0;
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        if (m_steps[i].at <= snapshot->time)
            reached = static_cast<int>(i);
    if (reached <= m_reached)
        return;
    const LessonStep &told = m_steps[static_cast<std::size_t>(m_step)];
    const bool open = !told.choices.empty() && guess(m_step) < 0; // a question waits for its answer or for Next
    const bool follows = m_step == m_reached && !open;
    m_reached = reached;
    if (follows)
        m_step = reached;
    showStep();
}

int StoryPanel::guess(int step) const
{
    return step >= 0 && step < static_cast<int>(m_guesses.size()) ? m_guesses[static_cast<std::size_t>(step)] : -1;
}

QWidgetList StoryPanel::fields() const
{
    QWidgetList all;
    for (AnswerButton *answer : m_answers)
        all << answer;
    return all << m_back << m_next;
}

void StoryPanel::back()
{
    if (m_step <= 0)
        return;
    --m_step;
    showStep();
}

void StoryPanel::next()
{
    if (m_step >= m_reached)
        return;
    ++m_step;
    showStep();
}

void StoryPanel::choose(int answer)
{
    if (m_step < 0 || guess(m_step) >= 0)
        return;
    m_guesses[static_cast<std::size_t>(m_step)] = answer;
    showStep();
    m_scroll->widget()->layout()->activate();
    m_scroll->ensureWidgetVisible(m_because, 0, 4); // where even the whole panel is too low
}

void StoryPanel::showStep()
{
    const int count = static_cast<int>(m_steps.size());
    m_bar->setVisible(count > 0);
    m_bar->setSteps(count, m_reached, m_step);
    m_head->setTexts(tr("Story"), count > 0 ? QStringLiteral("%1 / %2").arg(m_step + 1).arg(count) : QString());
    m_back->setVisible(count > 0);
    m_next->setVisible(count > 0);
    m_back->setEnabled(m_step > 0);
    m_next->setEnabled(m_step < m_reached);
    if (m_step < 0) {
        m_title->hide();
        m_because->hide();
        m_body->setText(tr("This scenario tells no story. Move a slider and watch what happens."));
        showAnswers();
        return;
    }
    const LessonStep &step = m_steps[static_cast<std::size_t>(m_step)];
    m_title->setText(shown(step.ask));
    m_title->setVisible(!step.ask.empty());
    m_body->setText(shown(step.say));
    m_body->setVisible(!step.say.empty());
    m_because->setText(shown(step.because));
    m_because->setVisible(!step.because.empty() && (guess(m_step) >= 0 || step.choices.empty()));
    showAnswers();
    m_scroll->verticalScrollBar()->setValue(0);
    emit stepChanged(m_step);
    emit heightChanged();
}

void StoryPanel::showAnswers()
{
    const LessonStep *step = m_step < 0 ? nullptr : &m_steps[static_cast<std::size_t>(m_step)];
    const int chosen = guess(m_step);
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const bool used = step && i < step->choices.size();
        m_answers[i]->setVisible(used);
        if (!used)
            continue;
        const int index = static_cast<int>(i);
        using Result = AnswerButton::Result;
        const Result result = chosen < 0 ? Result::Open
            : index == step->answer      ? Result::Right
            : index == chosen            ? Result::Wrong
                                         : Result::Other;
        m_answers[i]->setAnswer(shown(step->choices[i]), result);
    }
}

int StoryPanel::neededHeight() const
{
    const int frame = layout()->minimumSize().height() - m_scroll->minimumSizeHint().height();
    return frame + m_scroll->widget()->layout()->heightForWidth(width() - 1);
}

void StoryPanel::colour(QLabel *label, const QColor &ink, const QFont &font)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, ink);
    label->setPalette(colours);
    label->setFont(font);
}

void StoryPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_head->setTheme(theme);
    m_bar->setTheme(theme);
    for (AnswerButton *answer : m_answers)
        answer->setTheme(theme);
    colour(m_title, theme.text, theme.font(Role::Question));
    colour(m_body, theme.text2, theme.font(13.5, QFont::Normal));
    colour(m_because, theme.text2, theme.font(Role::Body));
    update();
}

void StoryPanel::retranslate()
{
    setAccessibleName(tr("Story"));
    m_back->setText(tr("Back"));
    m_back->setToolTip(tr("The step before."));
    m_back->setAccessibleName(tr("Previous step of the story"));
    m_next->setText(tr("Next step"));
    m_next->setToolTip(tr("The next step, once its time has come."));
    m_next->setAccessibleName(tr("Next step of the story"));
    showStep();
}

void StoryPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StoryPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hair);
}

} // namespace hotshard::views
