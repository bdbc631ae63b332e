// Everything that takes the keyboard has a name and a tool tip, in both languages; so has every action.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/window_layout.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"

#include <QAccessible>
#include <QMenu>
#include <QTabBar>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;

namespace {

bool partOfAnother(const QWidget *widget)
{
    // Inner parts of Qt's own widgets: the owner is what an assistive tool meets.
    return widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QMenu *>(widget)
        || widget->inherits("QMenuBar") || widget->parentWidget()->inherits("QTabBar")
        || widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateContainer");
}

} // namespace

class TestAccessibleNames final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void everythingFocusableHasNameAndToolTip_data();
    void everythingFocusableHasNameAndToolTip();
    void everyActionHasTextAndToolTip();
};

void TestAccessibleNames::everythingFocusableHasNameAndToolTip_data()
{
    QTest::addColumn<bool>("japanese");
    QTest::newRow("English") << false;
    QTest::newRow("Japanese") << true;
}

void TestAccessibleNames::everythingFocusableHasNameAndToolTip()
{
    QFETCH(bool, japanese);
    WindowFixture f;
    if (japanese)
        f.settings.setLanguage(app::LanguageChoice::Japanese);
    QVERIFY(f.openHotKey());
    QCoreApplication::processEvents(); // the language is told by a posted event
    int checked = 0;
    for (QWidget *widget : f.window->findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || partOfAnother(widget))
            continue;
        ++checked;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const QString name = face ? face->text(QAccessible::Name) : QString();
        const QByteArray who =
            QByteArray(widget->metaObject()->className()) + " in " + widget->parentWidget()->metaObject()->className();
        QVERIFY2(!name.trimmed().isEmpty(), who.constData());
        QVERIFY2(!widget->toolTip().isEmpty() || widget->inherits("hotshard::views::FloorView"), who.constData());
    }
    QVERIFY2(checked > 30, qPrintable(QString::number(checked)));
}

void TestAccessibleNames::everyActionHasTextAndToolTip()
{
    WindowFixture f;
    QSet<QString> names;
    for (int id = 0; id < app::kActions; ++id) {
        const QAction *action = f.window->actions()[static_cast<ActionId>(id)];
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
        QVERIFY2(!action->objectName().isEmpty() && !names.contains(action->objectName()), qPrintable(action->text()));
        names.insert(action->objectName());
    }
    for (const QMenu *menu : f.window->findChildren<QMenu *>())
        for (const QAction *action : menu->actions())
            QVERIFY2(action->isSeparator() || !action->text().isEmpty(), qPrintable(menu->title()));
}

HOTSHARD_GUI_TEST_MAIN(TestAccessibleNames)
#include "tst_accessible_names.moc"
