#include "views/inspect/json_highlighter.h"

#include "views/theme/theme.h"

namespace hotshard::views {

namespace {

/// Where a quoted text that begins at `from` ends: behind its closing quote.
qsizetype endOfText(const QString &line, qsizetype from)
{
    for (qsizetype i = from + 1; i < line.size(); ++i) {
        if (line[i] == u'\\')
            ++i;
        else if (line[i] == u'"')
            return i + 1;
    }
    return line.size();
}

bool isNumber(QChar c) { return c.isDigit() || c == u'-' || c == u'+' || c == u'.' || c == u'e' || c == u'E'; }

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void JsonHighlighter::setTheme(const Theme &theme)
{
    m_name.setForeground(theme.accenttext);
    m_name.setFontWeight(QFont::DemiBold);
    m_text.setForeground(theme.text);
    m_number.setForeground(theme.warn);
    m_word.setForeground(theme.alarm);
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        const QTextCharFormat *format = nullptr;
        if (text[i] == u'"') {
            end = endOfText(text, i);
            const bool name = end < text.size() && text[end] == u':';
            format = name ? &m_name : &m_text;
        } else if (text[i].isDigit() || text[i] == u'-') {
            while (end < text.size() && isNumber(text[end]))
                ++end;
            format = &m_number;
        } else if (text[i].isLetter()) {
            while (end < text.size() && text[end].isLetter())
                ++end;
            format = &m_word;
        }
        if (format)
            setFormat(static_cast<int>(i), static_cast<int>(end - i), *format);
        i = end;
    }
}

} // namespace hotshard::views
