#include "app/window/loading_strip.h"

#include "views/theme/view_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace hotshard::app {

LoadingStrip::LoadingStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_stop(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 5, 12, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_stop);
    m_stop->setProperty("kind", "flat");
    m_delay.setSingleShot(true);
    m_delay.setInterval(300);
    connect(&m_delay, &QTimer::timeout, this, &QWidget::show);
    connect(m_stop, &QPushButton::clicked, this, &LoadingStrip::stopRequested);
    retranslate();
    hide();
}

void LoadingStrip::begin(const QString &fileName)
{
    m_file = fileName;
    m_share = 0;
    retranslate();
    m_delay.start();
}

void LoadingStrip::setProgress(double share)
{
    m_share = share;
    retranslate();
    update();
}

void LoadingStrip::end()
{
    m_delay.stop();
    hide();
}

void LoadingStrip::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    update();
}

void LoadingStrip::retranslate()
{
    const QString share =
        m_share > 0 ? QStringLiteral("  ") + views::view_text::percent(m_share, QLocale()) : QString();
    m_text->setText(tr("Reading %1").arg(m_file) + share);
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop reading"));
    m_stop->setToolTip(tr("Gives up reading; what is open stays."));
}

void LoadingStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LoadingStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRectF(0, 0, width() * m_share, 3), m_theme.accent);
}

} // namespace hotshard::app
