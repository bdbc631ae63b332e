// Colours the names, texts, numbers and words of JSON, a line at a time. Expects texts to end on their line.
#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace hotshard::views {

class Theme;

class JsonHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit JsonHighlighter(QTextDocument *document);
    void setTheme(const Theme &theme);

protected:
    void highlightBlock(const QString &text) override;

private:
    QTextCharFormat m_name, m_text, m_number, m_word;
};

} // namespace hotshard::views
