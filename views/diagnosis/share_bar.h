// How much of a shard one key takes: the key's colour, then grey, with the number in it.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

namespace hotshard::views {

class ShareBar final : public QWidget {
    Q_OBJECT

public:
    explicit ShareBar(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setShare(int key, double share);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    int m_key = -1;
    double m_share = 0;
};

} // namespace hotshard::views
