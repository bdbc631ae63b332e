// The lesson: what to watch, a question with answers, the reveal. Steps come at their time of the run.
#pragma once

#include <QWidget>

#include "metrics/snapshot.h"
#include "session/outline.h"
#include "views/theme/theme.h"

#include <vector>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QScrollArea)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace hotshard::views {

class AnswerButton;
class PanelHead;
class StepsBar;

class StoryPanel final : public QWidget {
    Q_OBJECT

public:
    explicit StoryPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setOutline(const Outline &outline);
    /// Reveals the steps whose time has come. A reader who went back stays there.
    void setSnapshot(const SnapshotPtr &snapshot);

    [[nodiscard]] int step() const { return m_step; }       ///< shown; 0-based; -1 without a lesson
    [[nodiscard]] int reached() const { return m_reached; } ///< the latest whose time has come
    [[nodiscard]] int guess(int step) const;                ///< chosen answer; -1 when none
    /// All that takes the keyboard, in the order of the Tab key.
    [[nodiscard]] QWidgetList fields() const;
    /// At its width, to show all of the step without scrolling.
    [[nodiscard]] int neededHeight() const;
    [[nodiscard]] bool isEmpty() const { return m_steps.empty(); }

public slots:
    void back();
    void next();
    /// Chooses an answer of the shown question. Only the first choice counts.
    void choose(int answer);

signals:
    void stepChanged(int step);
    /// Another text: neededHeight() is another.
    void heightChanged();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showStep();
    void showAnswers();
    void colour(QLabel *label, const QColor &ink, const QFont &font);
    void retranslate();

    Theme m_theme;
    std::vector<LessonStep> m_steps;
    std::vector<int> m_guesses;
    int m_step = -1, m_reached = -1;
    std::uint64_t m_run = 0;
    PanelHead *m_head;
    StepsBar *m_bar;
    QScrollArea *m_scroll;
    QLabel *m_title, *m_body, *m_because;
    std::vector<AnswerButton *> m_answers; ///< owned as children; as many as the longest question has
    QVBoxLayout *m_answerColumn;
    QPushButton *m_back, *m_next;
};

} // namespace hotshard::views
