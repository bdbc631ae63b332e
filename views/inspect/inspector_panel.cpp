#include "views/inspect/inspector_panel.h"

#include "views/inspect/batch_models.h"
#include "views/inspect/copy_table.h"
#include "views/inspect/event_view.h"
#include "views/inspect/fact_model.h"
#include "views/theme/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace hotshard::views {

namespace {

constexpr int kLanesMost = 10;

void nameIt(QWidget *widget, const char *name, const char *tip)
{
    widget->setAccessibleName(inspectText(name));
    widget->setToolTip(inspectText(tip));
}

} // namespace

InspectorPanel::InspectorPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_moment(new QLabel(this))
    , m_recordLabel(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_tabs(new QTabBar(this))
    , m_follow(new QCheckBox(this))
    , m_functions(new QComboBox(this))
    , m_lanes(new QComboBox(this))
    , m_recordField(new QLineEdit(this))
    , m_factModel(new FactModel(this))
    , m_recordModel(new RecordModel(this))
    , m_attemptModel(new AttemptModel(this))
    , m_facts(new CopyTable(true, this))
    , m_records(new CopyTable(false, this))
    , m_attempts(new CopyTable(false, this))
    , m_event(new EventView(this))
{
    m_facts->setModel(m_factModel);
    m_records->setModel(m_recordModel);
    m_attempts->setModel(m_attemptModel);
    for (int i = 0; i < kPages; ++i)
        m_tabs->addTab(QString());
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setExpanding(false);
    m_recordField->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,18}")), m_recordField));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(13, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(makeHead());
    column->addWidget(m_tabs);
    column->addWidget(makeChoices());
    column->addWidget(m_facts, 3);
    column->addWidget(m_records, 4);
    column->addWidget(m_attempts, 2);
    column->addWidget(m_event, 1);
    connect(m_close, &QToolButton::clicked, this, &InspectorPanel::closeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, &InspectorPanel::showPage);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) {
        m_follows[static_cast<std::size_t>(page())] = on;
        want();
    });
    connect(m_functions, &QComboBox::activated, this, &InspectorPanel::want);
    connect(m_lanes, &QComboBox::activated, this, &InspectorPanel::want);
    connect(m_recordField, &QLineEdit::editingFinished, this, [this] {
        m_record = m_recordField->text().toULongLong();
        want();
    });
    connect(m_records, &CopyTable::opened, this, &InspectorPanel::openRecord);
    connect(m_event, &EventView::saveRequested, this, &InspectorPanel::saveRequested);
    retranslate();
    showPage();
}

QWidget *InspectorPanel::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_title, 1);
    row->addWidget(m_close);
    m_close->setProperty("kind", "flat");
    m_close->setFocusPolicy(Qt::StrongFocus);
    return head;
}

QWidget *InspectorPanel::makeChoices()
{
    auto *choices = new QWidget(this);
    auto *column = new QVBoxLayout(choices);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *first = new QHBoxLayout;
    first->addWidget(m_follow);
    first->addStretch(1);
    first->addWidget(m_moment);
    auto *second = new QHBoxLayout;
    second->addWidget(m_functions, 1);
    second->addWidget(m_lanes, 1);
    second->addWidget(m_recordLabel);
    second->addWidget(m_recordField, 1);
    column->addLayout(first);
    column->addLayout(second);
    return choices;
}

InspectorPanel::Page InspectorPanel::page() const { return static_cast<Page>(std::max(0, m_tabs->currentIndex())); }

std::vector<QWidget *> InspectorPanel::fields() const
{
    std::vector<QWidget *> fields{m_tabs,        m_follow, m_functions, m_lanes,
                                  m_recordField, m_facts,  m_records,   m_attempts};
    for (QWidget *field : m_event->fields())
        fields.push_back(field);
    fields.push_back(m_close);
    return fields;
}

void InspectorPanel::setPage(Page page) { m_tabs->setCurrentIndex(static_cast<int>(page)); }

bool InspectorPanel::isFollowing() const { return m_follows[static_cast<std::size_t>(page())]; }

QString InspectorPanel::moment() const { return m_moment->text(); }

void InspectorPanel::setSnapshot(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_subject)
        fillChoices();
}

void InspectorPanel::clear()
{
    m_subject.reset();
    m_snapshot.reset();
    m_answer.reset();
    m_wanted = {};
    m_record = 0;
    m_recordField->clear();
    showAnswer();
}

void InspectorPanel::inspect(ComponentId stream, ShardId shard, std::optional<Page> page)
{
    const Subject subject{stream, shard};
    if (m_subject != subject) {
        m_subject = subject;
        m_record = 0;
        m_recordField->clear();
        m_lanes->setCurrentIndex(0);
        fillChoices();
    }
    if (page && *page != this->page())
        setPage(*page); // asks
    else
        want();
}

std::optional<ComponentId> InspectorPanel::function() const
{
    const QVariant chosen = m_functions->currentData();
    return chosen.isValid() ? std::optional(ComponentId{chosen.toUInt()}) : std::nullopt;
}

void InspectorPanel::fillChoices()
{
    if (!m_snapshot)
        return;
    std::vector<const FunctionView *> readers;
    for (const FunctionView &view : m_snapshot->functions)
        if (m_subject && view.reads == m_subject->stream)
            readers.push_back(&view);
    bool same = m_functions->count() == static_cast<int>(readers.size());
    for (int i = 0; same && i < m_functions->count(); ++i)
        same = m_functions->itemData(i).toUInt() == readers[static_cast<std::size_t>(i)]->id.value;
    if (!same) {
        const QSignalBlocker quiet(m_functions);
        m_functions->clear();
        for (const FunctionView *view : readers)
            m_functions->addItem(QString::fromStdString(view->name), view->id.value);
    }
    int lanes = 1;
    for (const FunctionView *view : readers)
        if (function() == view->id)
            lanes = std::min(view->factor, kLanesMost);
    if (m_lanes->count() != lanes + 1) {
        const QSignalBlocker quiet(m_lanes);
        m_lanes->clear();
        m_lanes->addItem(inspectText("most telling lane"), -1);
        for (int lane = 0; lane < lanes; ++lane)
            m_lanes->addItem(inspectText("lane %1").arg(lane + 1), lane);
    }
    const bool ofFunction = page() == Page::Iterator || page() == Page::Batch || page() == Page::Event;
    m_functions->setVisible(ofFunction && readers.size() > 1);
    m_lanes->setVisible((page() == Page::Batch || page() == Page::Event) && lanes > 1);
}

void InspectorPanel::want()
{
    if (!m_subject)
        return;
    using What = InspectionQuery::What;
    InspectionQuery query;
    query.shard = m_subject->shard;
    switch (page()) {
    case Page::Shard: query.what = What::Shard; break;
    case Page::Record: query.what = What::Record; break;
    case Page::Iterator: query.what = What::Iterator; break;
    case Page::Batch:
    case Page::Event: query.what = What::Batch; break;
    }
    const bool ofStream = query.what == What::Shard || query.what == What::Record;
    query.component = ofStream ? m_subject->stream : function().value_or(m_subject->stream);
    if (query.what == What::Batch && m_lanes->currentIndex() > 0)
        query.lane = m_lanes->currentData().toInt();
    query.record = query.what == What::Record ? m_record : 0;
    m_wanted = query;
    emit inspectionWanted(query, isFollowing());
}

void InspectorPanel::setInspection(const InspectionPtr &inspection)
{
    if (!inspection || inspection == m_answer || !(inspection->query == m_wanted))
        return;
    m_answer = inspection;
    showAnswer();
}

void InspectorPanel::openRecord(int row)
{
    m_record = m_recordModel->record(row).number;
    m_recordField->setText(QString::number(m_record));
    setPage(Page::Record);
}

void InspectorPanel::showPage()
{
    const Page shown = page();
    const QSignalBlocker quiet(m_follow);
    m_follow->setChecked(isFollowing());
    m_facts->setVisible(shown != Page::Event);
    m_records->setVisible(shown == Page::Batch);
    m_event->setVisible(shown == Page::Event);
    if (shown != Page::Batch) {
        m_attempts->hide();
        m_facts->setMaximumHeight(QWIDGETSIZE_MAX);
    }
    m_recordLabel->setVisible(shown == Page::Record);
    m_recordField->setVisible(shown == Page::Record);
    if (shown == Page::Record && m_recordField->text().isEmpty()) {
        // The oldest record that can be looked at, until a hand chooses another.
        if (m_answer && m_answer->batch && !m_answer->batch->records.empty())
            m_record = m_answer->batch->records.front().number;
        else if (m_answer && m_answer->shard)
            m_record = m_answer->shard->kept;
        m_recordField->setText(QString::number(m_record));
    }
    fillChoices();
    const bool answered = m_answer && shown == Page::Event && m_answer->batch && !isFollowing();
    if (answered && m_wanted.what == InspectionQuery::What::Batch)
        showAnswer(); // the event of the very batch that was on the page before
    else
        want();
}

void InspectorPanel::showAnswer()
{
    const QLocale locale;
    Facts facts;
    if (m_answer && m_answer->shard)
        facts = shardFacts(*m_answer->shard, *m_answer, locale);
    else if (m_answer && m_answer->iterator)
        facts = iteratorFacts(*m_answer->iterator, *m_answer, locale);
    else if (m_answer && m_answer->batch)
        facts = batchFacts(*m_answer->batch, *m_answer, locale);
    else if (m_answer && m_answer->record)
        facts = recordFacts(*m_answer->record, *m_answer, locale);
    else if (m_answer)
        facts.push_back({Fact::Kind::Note, inspectText("There is nothing here: no function reads this shard."), {}});
    const bool alike = facts == m_factModel->facts();
    m_factModel->setFacts(std::move(facts));
    if (!alike)
        m_facts->arrange();
    m_recordModel->setInspection(m_answer);
    m_attemptModel->setInspection(m_answer);
    m_attempts->setVisible(page() == Page::Batch && m_attemptModel->rowCount() > 0);
    m_facts->setMaximumHeight(page() == Page::Batch ? m_facts->wholeHeight() : QWIDGETSIZE_MAX);
    m_event->setInspection(m_answer);
    showHeading();
}

void InspectorPanel::showHeading()
{
    QString stream;
    if (m_snapshot && m_subject)
        for (const StreamView &view : m_snapshot->streams)
            if (view.id == m_subject->stream)
                stream = QString::fromStdString(view.name);
    const QString title = m_subject ? inspectText("Shard %1 of %2").arg(QString::number(m_subject->shard.value), stream)
                                    : inspectText("Choose a lane of the floor.");
    m_title->setText(title);
    setAccessibleName(inspectText("Inspector") + QStringLiteral(": ") + title);
    const char *words = isFollowing() ? "now %1" : "as of %1";
    m_moment->setText(m_answer ? inspectText(words).arg(instant(m_answer->time)) : QString());
}

void InspectorPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_factModel->setTheme(theme);
    m_facts->setTheme(theme);
    m_records->setTheme(theme);
    m_attempts->setTheme(theme);
    m_event->setTheme(theme);
    m_title->setFont(theme.font(Role::Finding));
    m_moment->setFont(theme.font(Role::Label));
    m_close->setIcon(icon(Icon::Cross, theme));
    const int columns[] = {64, 92, 110, 60, 108, 108, 70, 92, 64, 430};
    for (int c = 0; c < RecordModel::kColumns; ++c)
        m_records->setColumnWidth(c, static_cast<int>(columns[c] * theme.uiScale));
    const int attempts[] = {64, 118, 70, 150, 150};
    for (int c = 0; c < AttemptModel::kColumns; ++c)
        m_attempts->setColumnWidth(c, static_cast<int>(attempts[c] * theme.uiScale));
    update();
}

void InspectorPanel::retranslate()
{
    const char *names[] = {"Shard", "Iterator", "Batch", "Event", "Record"};
    const char *tips[] = {"Range, lineage, counts and limits of the shard.",
                          "Where the function reads in this shard, and how.",
                          "The records that the function has in hand, and their attempts so far.",
                          "The JSON that the function is handed with this batch.", "One record by its number."};
    for (int i = 0; i < kPages; ++i) {
        m_tabs->setTabText(i, inspectText(names[i]));
        m_tabs->setTabToolTip(i, inspectText(tips[i]));
    }
    nameIt(m_tabs, "What is inspected", "Shard, iterator, batch, event or record.");
    m_follow->setText(inspectText("Follow the run"));
    nameIt(m_follow, "Follow the run", "On: the numbers follow the run. Off: they stay as they were when asked for.");
    nameIt(m_functions, "Function", "Whose iterator and batches are shown.");
    nameIt(m_lanes, "Lane", "Which lane of the parallelization factor is shown.");
    m_recordLabel->setText(inspectText("Record number"));
    nameIt(m_recordField, "Record number", "Number of a record in this shard, from 0.");
    nameIt(m_facts, "Facts", "What is known. Ctrl+C copies the chosen lines.");
    nameIt(m_records, "Records of the batch", "Enter opens a record, Ctrl+C copies the chosen ones.");
    nameIt(m_attempts, "Attempts so far", "Each time the batch, or a part of it, was handed over before.");
    nameIt(m_close, "Close the inspector", "Closes the inspector (Esc).");
    m_event->retranslate();
    m_lanes->clear(); // filled again in the new language
    m_recordModel->setLocale(QLocale());
    m_attemptModel->setLocale(QLocale());
    fillChoices();
    showAnswer();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InspectorPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void InspectorPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hair);
}

} // namespace hotshard::views
