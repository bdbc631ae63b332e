#include "app/window/chart_files.h"

#include "app/window/settings.h"
#include "views/charts/chart_card.h"
#include "views/export/chart_export.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>
#include <QUrl>

namespace hotshard::app {

ChartFiles::ChartFiles(Settings &settings, QWidget *window)
    : QObject(window)
    , m_settings(settings)
    , m_window(window)
{
}

void ChartFiles::save(views::ChartCard *card, views::ExportFormat format)
{
    const QString suffix = views::fileSuffix(format);
    const QString proposal = QDir(m_settings.lastFolder()).filePath(card->id() + u'.' + suffix);
    QString path = QFileDialog::getSaveFileName(m_window, tr("Export %1").arg(card->title()), proposal,
                                                suffix.toUpper() + QStringLiteral(" (*.") + suffix + u')');
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + suffix;
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    if (const QString error = views::saveChart(*card, format, path); !error.isEmpty())
        QMessageBox::warning(m_window, tr("Export"), error);
}

void ChartFiles::saveAll(const Snapshot &snapshot, const Outline &outline)
{
    const QString folder =
        QFileDialog::getExistingDirectory(m_window, tr("Export all charts"), m_settings.lastFolder());
    if (folder.isEmpty())
        return;
    m_settings.setLastFolder(folder);
    const views::ExportResult result = views::exportCharts(snapshot, outline, folder, views::Theme());
    if (!result.errors.isEmpty())
        QMessageBox::warning(m_window, tr("Export"), result.errors.join(u'\n'));
    else
        QMessageBox::information(
            m_window, tr("Export"),
            tr("%1 files were written to %2.").arg(result.files.size()).arg(QDir::toNativeSeparators(folder)));
}

void ChartFiles::copy(views::ChartCard &card, const QString &foot)
{
    QApplication::clipboard()->setImage(views::chartFigure(card, foot));
}

void ChartFiles::showInSystem(const QString &path)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        QMessageBox::warning(m_window, tr("Show in file"),
                             tr("No program of this system opens %1.").arg(QDir::toNativeSeparators(path)));
}

} // namespace hotshard::app
