// The event that a batch is handed to the function as: JSON in colours, Base64 or decoded, to copy and to save.
#pragma once

#include <QWidget>

#include "metrics/inspection.h"
#include "views/theme/theme.h"

#include <vector>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::views {

class JsonHighlighter;

class EventView final : public QWidget {
    Q_OBJECT

public:
    /// Records on the screen at most; what is copied and saved has all.
    static constexpr std::size_t kShownRecords = 100;

    explicit EventView(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setInspection(const InspectionPtr &inspection);
    void retranslate();

    /// The whole event as the function gets it: Base64, whatever is shown. Empty when there is no batch.
    [[nodiscard]] QByteArray event() const;
    [[nodiscard]] bool isDecoded() const;
    void setDecoded(bool decoded);
    /// In the order of the Tab key.
    [[nodiscard]] std::vector<QWidget *> fields() const;

signals:
    void saveRequested(const QString &proposedName, const QByteArray &event);

private:
    void refresh();
    void copy();
    void save();
    [[nodiscard]] bool hasRecords() const;

    InspectionPtr m_inspection;
    QPlainTextEdit *m_text;
    JsonHighlighter *m_colours;
    QToolButton *m_base64, *m_decoded;
    QPushButton *m_copy, *m_save;
    QLabel *m_note;
};

} // namespace hotshard::views
