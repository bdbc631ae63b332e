// The look of the standard controls. One sheet for the whole program, set on qApp; the floor and the charts
// paint themselves and are not touched by it.
#include "views/theme/theme.h"

#include <QStringList>

#include <utility>
#include <vector>

namespace hotshard::views {
namespace {

// @name is replaced by the colour of that token, {n} by n pixels times uiScale.
constexpr const char *kSheet = R"(
* { outline: 0; }
QMainWindow, QDialog { background: @window; }
QDialog, QDockWidget > QWidget { background: @panel; }
QMainWindow::separator { background: @hair; width: 1px; height: 1px; }
QDockWidget { color: @text3; }
QDockWidget::title { background: @panel; padding: {6} {16}; text-align: left; }
QMenuBar { background: @panel; color: @text2; padding: {2} {8}; border: 0; }
QMenuBar::item { padding: {4} {9}; border-radius: {4}; background: transparent; }
QMenuBar::item:selected { background: @accentsoft; color: @accenttext; }
QMenu { background: @raised; color: @text; border: 1px solid @line; padding: {4}; }
QMenu::item { padding: {6} {28} {6} {24}; border-radius: {4}; }
QMenu::item:selected { background: @accentsoft; color: @accenttext; }
QMenu::item:disabled { color: @closed; }
QMenu::separator { height: 1px; background: @hair; margin: {4} {8}; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: {6} {8}; }
QToolBar { background: @panel; border: 0; border-bottom: 1px solid @hair; spacing: {4}; padding: {4} {8}; }
QStatusBar { background: @panel; color: @text3; }
QScrollArea, QAbstractScrollArea { border: 0; background: transparent; }

QPushButton, QToolButton { background: @card; color: @text; border: 1px solid @line; border-radius: {6}; padding: {6} {12}; font-weight: 500; }
QPushButton:hover, QToolButton:hover { background: @inset; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: @accentsoft; color: @accenttext; }
QPushButton:disabled, QToolButton:disabled { color: @closed; border-color: @hair; background: @panel; }
QPushButton[kind="primary"], QToolButton[kind="primary"] { background: @accent; color: @onaccent; border: 1px solid @accent; }
QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover { background: @accenttext; border-color: @accenttext; }
QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled { background: @closedsoft; border-color: @closedsoft; color: @closed; }
QPushButton[kind="soft"], QToolButton[kind="soft"] { background: @accentsoft; color: @accenttext; border: 1px solid @accentsoft; }
QPushButton[kind="flat"], QToolButton[kind="flat"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover { background: @inset; }
QToolButton[kind="flat"]:checked { background: @accentsoft; color: @accenttext; }
QToolButton::menu-indicator { image: none; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: {5} {11}; }
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border: 2px solid @text; }

QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit { background: @card; color: @text; border: 1px solid @line; border-radius: {5}; padding: {2} {8}; selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: {1} {7}; }
QLineEdit:disabled, QLineEdit:read-only, QSpinBox:disabled, QDoubleSpinBox:disabled { background: @inset; color: @text2; border-color: @hair; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; height: 0; border: 0; }
QLineEdit[changed="true"] { border: 1px solid @accent; font-weight: 600; }
QLineEdit[invalid="true"] { border: 2px solid @alarm; }
QComboBox { background: @card; color: @text; border: 1px solid @line; border-radius: {5}; padding: {3} {8}; min-height: {18}; font-weight: 500; }
QComboBox:hover { background: @inset; }
QComboBox:focus { border: 2px solid @accent; padding: {2} {7}; }
QComboBox:disabled { background: @inset; color: @closed; border-color: @hair; }
QComboBox::drop-down { border: 0; width: {24}; }
QComboBox::down-arrow { image: url(:/chevron-@theme.svg); width: {16}; height: {16}; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line; padding: {4}; selection-background-color: @accentsoft; selection-color: @accenttext; }

QSlider { min-height: {24}; }
QSlider::groove:horizontal { height: {4}; background: @line; border-radius: {2}; margin: 0 {8}; }
QSlider::sub-page:horizontal { background: @accent; border-radius: {2}; margin: 0 0 0 {8}; }
QSlider::add-page:horizontal { background: @line; border-radius: {2}; margin: 0 {8} 0 0; }
QSlider::handle:horizontal { width: {12}; height: {12}; margin: -{6} -{8}; background: @card; border: 2px solid @accent; border-radius: {8}; }
QSlider::handle:horizontal:hover { background: @accentsoft; }
QSlider::handle:horizontal:focus { background: @accent; border: 2px solid @text; }
QSlider::sub-page:horizontal:disabled { background: @line; }
QSlider::handle:horizontal:disabled { border-color: @line; background: @panel; }

QScrollBar:vertical { background: transparent; width: {10}; margin: 0; }
QScrollBar:horizontal { background: transparent; height: {10}; margin: 0; }
QScrollBar::handle { background: @line; border-radius: {3}; margin: {2}; }
QScrollBar::handle:vertical { min-height: {28}; }
QScrollBar::handle:horizontal { min-width: {28}; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; width: 0; height: 0; border: 0; }

QCheckBox, QRadioButton { color: @text; spacing: {8}; padding: {2}; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @accent; border-radius: {4}; padding: 0; }
QCheckBox::indicator { width: {14}; height: {14}; border: 1px solid @text3; border-radius: {3}; background: @card; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/check-@theme.svg); }
QCheckBox::indicator:disabled { background: @inset; border-color: @hair; }
QRadioButton::indicator { width: {12}; height: {12}; border: 1px solid @text3; border-radius: {7}; background: @card; }
QRadioButton::indicator:checked { width: {6}; height: {6}; border: {4} solid @accent; background: @onaccent; }

QTabBar { background: transparent; }
QTabBar::tab { color: @text2; padding: {6} {12}; border: 0; border-bottom: 2px solid transparent; background: transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:focus { color: @accenttext; }
QTabWidget::pane { border: 0; border-top: 1px solid @hair; }

QListView, QTreeView, QTableView { background: @card; alternate-background-color: @floor; color: @text; border: 1px solid @hair; border-radius: {6}; gridline-color: @hair; selection-background-color: @accentsoft; selection-color: @accenttext; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 1px solid @accent; }
QHeaderView::section { background: @panel; color: @text3; border: 0; border-bottom: 1px solid @line; padding: {5} {8}; font-weight: 600; }
QTableCornerButton::section { background: @panel; border: 0; border-bottom: 1px solid @line; }
QProgressBar { background: @inset; border: 0; border-radius: {2}; max-height: {4}; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: {2}; }
QSplitter::handle { background: @hair; }
)";

using Named = std::pair<QLatin1String, QColor>;

std::vector<Named> names(const Theme &t)
{
    return {{QLatin1String("window"), t.window},
            {QLatin1String("panel"), t.panel},
            {QLatin1String("floor"), t.floor},
            {QLatin1String("card"), t.card},
            {QLatin1String("inset"), t.inset},
            {QLatin1String("raised"), t.raised},
            {QLatin1String("hair"), t.hair},
            {QLatin1String("line"), t.line},
            {QLatin1String("text"), t.text},
            {QLatin1String("text2"), t.text2},
            {QLatin1String("text3"), t.text3},
            {QLatin1String("accent"), t.accent},
            {QLatin1String("onaccent"), t.onaccent},
            {QLatin1String("accentsoft"), t.accentsoft},
            {QLatin1String("accenttext"), t.accenttext},
            {QLatin1String("closed"), t.closed},
            {QLatin1String("closedsoft"), t.closedsoft},
            {QLatin1String("alarm"), t.alarm}};
}

} // namespace

QString Theme::styleSheet() const
{
    const std::vector<Named> colours = names(*this);
    const QString source = QString::fromLatin1(kSheet);
    QString out;
    out.reserve(source.size() * 2);
    for (qsizetype i = 0; i < source.size();) {
        const QChar c = source[i];
        qsizetype end = i + 1;
        if (c == u'@') {
            while (end < source.size() && (source[end].isLower() || source[end].isDigit()))
                ++end;
            const QStringView token = QStringView(source).mid(i + 1, end - i - 1);
            if (token == QLatin1String("theme"))
                out += name;
            for (const auto &[key, colour] : colours)
                if (token == key)
                    out += colour.name();
            i = end;
        } else if (c == u'{' && end < source.size() && source[end].isDigit()) {
            while (source[end] != u'}')
                ++end;
            const double px = QStringView(source).mid(i + 1, end - i - 1).toDouble();
            out += QString::number(qRound(px * uiScale)) + QLatin1String("px");
            i = end + 1;
        } else {
            out += c;
            ++i;
        }
    }
    return out;
}

} // namespace hotshard::views
