// The hands of FloorView: pointer, keyboard, hover cards.
#include "views/floor/floor_view.h"

#include "views/floor/client_words.h"
#include "views/floor/hover_text.h"
#include "views/floor/status_pills.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace hotshard::views {

namespace {

LanePart partAt(const LaneBox &box, QPointF p)
{
    if (box.worker.contains(p) || box.busyCell.contains(p))
        return LanePart::Worker;
    return box.badge.contains(p) || box.ageCell.contains(p) ? LanePart::Age : LanePart::Log;
}

} // namespace

const Hit *FloorView::hitAt(QPointF p) const
{
    for (auto it = m_hits.rbegin(); it != m_hits.rend(); ++it)
        if (it->rect.contains(p))
            return &*it;
    return nullptr;
}

void FloorView::setHoverKey(int key)
{
    if (key == m_hoverKey)
        return;
    m_hoverKey = key;
    refresh();
    update();
    emit keyHovered(key);
}

void FloorView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF p = logical(event->position());
    const Hit *hit = hitAt(p);
    const bool lane = m_geometry.laneAt(p) >= 0;
    setCursor(hit || lane || !m_snapshot ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHoverKey(hit && hit->kind == Hit::Kind::Key ? hit->index : -1);
}

void FloorView::leaveEvent(QEvent *) { setHoverKey(-1); }

void FloorView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    if (!m_snapshot) {
        emit openRequested();
        return;
    }
    m_byKeyboard = false;
    const QPointF p = logical(event->position());
    if (const Hit *hit = hitAt(p)) {
        if (hit->kind == Hit::Kind::Scale)
            toggleScale();
        else if (hit->kind == Hit::Kind::Key)
            emit keyClicked(hit->index);
        return;
    }
    const int lane = m_geometry.laneAt(p);
    activate(lane, lane < 0 ? LanePart::Log : partAt(m_geometry.lanes[static_cast<std::size_t>(lane)], p));
}

void FloorView::activate(int lane, LanePart part)
{
    if (lane < 0 || lane >= static_cast<int>(m_geometry.lanes.size()))
        return;
    m_focus = lane;
    describe();
    update();
    const LaneBox &box = m_geometry.lanes[static_cast<std::size_t>(lane)];
    const ShardId shard = scene().lane(box).shard;
    const ComponentId stream = m_snapshot->streams[box.stream].id;
    emit laneClicked(shard); // who hears it may have the floor laid out anew
    emit inspectRequested(stream, shard, part, m_byKeyboard);
}

void FloorView::focusLane(int index)
{
    if (m_geometry.lanes.empty())
        return;
    m_focus = std::clamp(index, 0, static_cast<int>(m_geometry.lanes.size()) - 1);
    describe();
    update();
}

void FloorView::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_geometry.lanes.size()) - 1;
    m_byKeyboard = true;
    switch (event->key()) {
    case Qt::Key_Down: return focusLane(m_focus + 1);
    case Qt::Key_Up: return focusLane(m_focus < 0 ? last : m_focus - 1);
    case Qt::Key_PageDown: return focusLane(m_focus + 10);
    case Qt::Key_PageUp: return focusLane(m_focus - 10);
    case Qt::Key_Home: return focusLane(0);
    case Qt::Key_End: return focusLane(last);
    case Qt::Key_L: return toggleScale();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_snapshot) {
            emit openRequested();
            return;
        }
        if (m_focus >= 0)
            return activate(m_focus);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void FloorView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_byKeyboard = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    update();
}

void FloorView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool FloorView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_snapshot)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QPointF p = logical(QPointF(help->pos()));
    const Hit *hit = hitAt(p);
    const int lane = m_geometry.laneAt(p);
    if (hit && hit->kind == Hit::Kind::Scale)
        QToolTip::showText(help->globalPos(),
                           translate("Floor", "Scale of all bars. Click for linear or logarithmic (L)."), this);
    else if (hit && hit->kind == Hit::Kind::Status)
        QToolTip::showText(help->globalPos(), statusCard(scene()), this);
    else if (hit && hit->kind == Hit::Kind::Client)
        QToolTip::showText(help->globalPos(), clientCard(scene(), hit->index), this);
    else if (hit)
        QToolTip::showText(help->globalPos(), scene().keyName(hit->index).toHtmlEscaped(), this);
    else if (lane >= 0)
        QToolTip::showText(help->globalPos(), laneCard(scene(), m_geometry.lanes[static_cast<std::size_t>(lane)]),
                           this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace hotshard::views
