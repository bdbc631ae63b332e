#include "views/export/chart_export.h"

#include "views/charts/backlog_chart.h"
#include "views/charts/key_chart.h"
#include "views/charts/series_chart.h"
#include "views/charts/window_chart.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFontInfo>
#include <QImage>
#include <QLocale>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace hotshard::views {

namespace {

constexpr QSize kFileSize(900, 420);
constexpr int kResolution = 96; // points of fonts and pixels of the chart keep their proportion

QString text(const char *source) { return QCoreApplication::translate("ChartExport", source); }

/// Light theme, fixed size and, for SVG, one font family: a viewer must not mix families of other widths.
class FigureLook final {
public:
    FigureLook(ChartCard &card, const QString &family, double uiScale, QSize size)
        : m_card(card)
        , m_theme(card.theme())
        , m_size(card.size())
    {
        Theme light = Theme::named(QStringLiteral("light"));
        light.uiScale = uiScale;
        light.window = light.panel; // no grey corners around a figure on white paper
        m_card.setUpdatesEnabled(false);
        if (size.isValid())
            m_card.resize(size);
        m_card.beginFigure(family);
        m_card.setTheme(light);
    }
    ~FigureLook()
    {
        m_card.resize(m_size);
        m_card.endFigure();
        m_card.setTheme(m_theme);
        m_card.setUpdatesEnabled(true);
    }
    FigureLook(const FigureLook &) = delete;
    FigureLook &operator=(const FigureLook &) = delete;

private:
    ChartCard &m_card;
    Theme m_theme;
    QSize m_size;
};

QString familyForSvg()
{
    if (QLocale().language() == QLocale::Japanese)
        return QStringLiteral("Noto Sans CJK JP");
    return QFontInfo(Theme().font(Role::Body)).family();
}

QByteArray pngOf(ChartCard &card)
{
    const FigureLook look(card, {}, 1, {});
    QImage image(card.size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    QPainter painter(&image);
    card.paintFigure(painter, QRectF(QPointF(0, 0), QSizeF(card.size())));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(ChartCard &card)
{
    const FigureLook look(card, familyForSvg(), 1, {});
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kResolution);
    generator.setSize(card.size());
    generator.setViewBox(QRect(QPoint(0, 0), card.size()));
    generator.setTitle(card.title());
    QPainter painter(&generator);
    card.paintFigure(painter, QRectF(QPointF(0, 0), QSizeF(card.size())));
    painter.end();
    return bytes;
}

QByteArray pdfOf(ChartCard &card)
{
    const FigureLook look(card, {}, 1, {});
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kResolution);
    writer.setPageSize(
        QPageSize(QSizeF(card.size()) * 72.0 / kResolution, QPageSize::Point, card.id(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(card.title());
    QPainter painter(&writer);
    card.paintFigure(painter, QRectF(QPointF(0, 0), QSizeF(card.size())));
    painter.end();
    return bytes;
}

QString writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return text(QT_TRANSLATE_NOOP("ChartExport", "%1 was not written: %2"))
            .arg(QDir::toNativeSeparators(path), file.errorString());
    return {};
}

QString csvField(const QString &field)
{
    if (!field.contains(u',') && !field.contains(u'"') && !field.contains(u'\n') && !field.contains(u'\r'))
        return field;
    QString quoted = field;
    return u'"' + quoted.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

std::vector<std::unique_ptr<ChartCard>> allCharts()
{
    std::vector<std::unique_ptr<ChartCard>> cards;
    for (const SeriesKind kind : {SeriesKind::IteratorAge, SeriesKind::Flow, SeriesKind::FunctionTime})
        cards.push_back(std::make_unique<SeriesChart>(kind));
    cards.push_back(std::make_unique<BacklogChart>());
    cards.push_back(std::make_unique<KeyChart>());
    cards.push_back(std::make_unique<WindowChart>());
    return cards;
}

} // namespace

QString fileSuffix(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png: return QStringLiteral("png");
    case ExportFormat::Svg: return QStringLiteral("svg");
    case ExportFormat::Pdf: return QStringLiteral("pdf");
    case ExportFormat::Csv: return QStringLiteral("csv");
    }
    return {};
}

QByteArray chartCsv(const ChartCard &card)
{
    const ChartTable table = card.table();
    QByteArray bytes;
    QStringList header;
    for (const QString &column : table.header)
        header << csvField(column);
    bytes += header.join(u',').toUtf8() + '\n';
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        QStringList fields;
        if (!table.firstColumn.isEmpty())
            fields << csvField(table.firstColumn.value(static_cast<qsizetype>(row)));
        for (const double value : table.rows[row])
            fields << (std::isnan(value) ? QString() : QString::number(value, 'g', 9)); // data are floats
        bytes += fields.join(u',').toUtf8() + '\n';
    }
    return bytes;
}

QString saveChart(ChartCard &card, ExportFormat format, const QString &path)
{
    switch (format) {
    case ExportFormat::Png: return writeWhole(path, pngOf(card));
    case ExportFormat::Svg: return writeWhole(path, svgOf(card));
    case ExportFormat::Pdf: return writeWhole(path, pdfOf(card));
    case ExportFormat::Csv: return writeWhole(path, chartCsv(card));
    }
    return {};
}

QImage chartFigure(ChartCard &card, const QString &foot)
{
    constexpr double kType = 1.6;
    constexpr QSize kFigure(1600, 900);
    constexpr int kFoot = 48;
    const FigureLook look(card, {}, kType, QSize(kFigure.width(), kFigure.height() - kFoot));
    QImage image(kFigure, QImage::Format_ARGB32_Premultiplied);
    image.fill(card.theme().panel);
    QPainter painter(&image);
    card.paintFigure(painter, QRectF(QPointF(0, 0), QSizeF(card.size())));
    painter.setFont(card.theme().font(Role::Label));
    painter.setPen(card.theme().text3);
    painter.drawText(QRect(24, kFigure.height() - kFoot, kFigure.width() - 48, kFoot), Qt::AlignVCenter | Qt::AlignLeft,
                     foot);
    return image;
}

ExportResult exportCharts(const Snapshot &snapshot, const Outline &outline, const QString &folder, const Theme &theme)
{
    ExportResult result;
    if (!QDir().mkpath(folder)) {
        result.errors << text(QT_TRANSLATE_NOOP("ChartExport", "The folder %1 could not be made."))
                             .arg(QDir::toNativeSeparators(folder));
        return result;
    }
    const ChangeNames names(outline);
    const double end = std::max(1.0, snapshot.time.toSeconds());
    for (const std::unique_ptr<ChartCard> &card : allCharts()) {
        card->resize(kFileSize);
        card->setTheme(theme);
        card->refresh({snapshot, names, {0, end}, 0});
        for (const ExportFormat format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Csv}) {
            const QString path = QDir(folder).filePath(card->id() + u'.' + fileSuffix(format));
            const QString error = saveChart(*card, format, path);
            (error.isEmpty() ? result.files : result.errors) << (error.isEmpty() ? path : error);
        }
    }
    return result;
}

} // namespace hotshard::views
