#include "views/floor/client_words.h"

#include "views/theme/view_text.h"

namespace hotshard::views {

std::uint64_t lostInClient(const ClientView &client) { return client.expired + client.overflowed + client.unnoticed; }

QString clientLine(const Scene &scene, const ClientView &client)
{
    return translate("Floor", "client %1")
        .arg(view_text::shortCount(static_cast<double>(client.waiting), scene.locale));
}

QString clientCard(const Scene &scene, int producer)
{
    const auto index = static_cast<std::size_t>(producer);
    if (index >= scene.snapshot.producers.size() || !scene.snapshot.producers[index].client)
        return {};
    const ClientView &client = *scene.snapshot.producers[index].client;
    QString rows;
    const auto row = [&](const QString &name, std::uint64_t value) {
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=right>%2</td></tr>")
                    .arg(name, view_text::count(value, scene.locale));
    };
    row(translate("Floor", "records waiting in the client"), client.waiting);
    row(translate("Floor", "calls"), client.calls);
    row(translate("Floor", "calls in flight"), client.callsInFlight);
    row(translate("Floor", "calls timed out"), client.timeouts);
    row(translate("Floor", "failed entries of PutRecords"), client.failedEntries);
    row(translate("Floor", "duplicates: written again after a time-out"), client.duplicates);
    row(translate("Floor", "lost: too old in the client"), client.expired);
    row(translate("Floor", "lost: its buffer was full"), client.overflowed);
    row(translate("Floor", "lost: nobody looked at the failed entry"), client.unnoticed);
    return QStringLiteral("<b>%1</b><table>%2</table>")
        .arg(QString::fromStdString(scene.snapshot.producers[index].name).toHtmlEscaped(), rows);
}

} // namespace hotshard::views
