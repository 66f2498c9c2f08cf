// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export_metadata.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

namespace grokking {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("export", text);
}

// Returns the text between two marks, XML entities resolved; empty if they are not there.
QByteArray between(const QByteArray& content, const QByteArray& start, const QByteArray& end)
{
    const qsizetype from = content.indexOf(start);
    const qsizetype to = from < 0 ? -1 : content.indexOf(end, from);
    if (to < 0)
        return {};
    const qsizetype first = from + start.size();
    QXmlStreamReader reader("<x>" + content.mid(first, to - first) + "</x>");
    reader.readNextStartElement();
    return reader.readElementText().toUtf8();
}

QByteArray commentOf(const QByteArray& content)
{
    for (const QByteArray& line : content.split('\n')) {
        if (!line.startsWith('#'))
            break;
        if (line.startsWith("# {"))
            return line.mid(2).trimmed();
    }
    return {};
}

QByteArray metadataIn(const QString& suffix, QFile& file)
{
    if (suffix == QLatin1String("png"))
        return QImageReader(&file, "png").text(QLatin1String(metadataKey)).toUtf8();
    const QByteArray content = file.readAll();
    if (suffix == QLatin1String("csv"))
        return commentOf(content);
    const QByteArray key(metadataKey);
    return suffix == QLatin1String("pdf")
               ? between(content, "<grokking:run>", "</grokking:run>")
               : between(content, "<metadata id=\"" + key + "\">", "</metadata>");
}

} // namespace

QByteArray exportMetadata(const ExportInfo& info, const QString& view)
{
    QJsonArray seeds;
    for (const std::int64_t seed : info.seeds)
        seeds.append(static_cast<qint64>(seed));
    QJsonObject object{{"program", info.program},
                       {"view", view},
                       {"run", info.run},
                       {"preset", info.preset},
                       {"seeds", seeds}};
    if (!info.spec.isEmpty())
        object["spec"] = QJsonDocument::fromJson(info.spec).object();
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString exportName(const ExportInfo& info, const QString& view)
{
    QString name = info.preset.isEmpty() ? info.run : info.preset;
    if (info.seeds.size() == 1 && !info.preset.isEmpty())
        name += QStringLiteral(" seed %1").arg(info.seeds.front());
    else if (info.seeds.size() > 1)
        name += QStringLiteral(" %1 seeds").arg(info.seeds.size());
    name = (name + QLatin1Char(' ') + view.toLower()).trimmed();
    return name.replace(QLatin1Char('/'), QLatin1Char('-'));
}

QByteArray xmpPacket(const QByteArray& metadata, const QString& title)
{
    const QString packet = QStringLiteral(
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:grokking=\"urn:grokking-explorer\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<grokking:run>%2</grokking:run>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return packet.arg(title.toHtmlEscaped(), QString::fromUtf8(metadata).toHtmlEscaped()).toUtf8();
}

Result<QByteArray> readExportedSpec(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{
            ErrorCode::FileAccess,
            translated("The file cannot be read. Check its name and permissions.").toStdString(),
            path.toStdString()};
    const QByteArray metadata = metadataIn(QFileInfo(path).suffix().toLower(), file);
    const QJsonObject spec = QJsonDocument::fromJson(metadata).object()["spec"].toObject();
    if (spec.isEmpty())
        return Error{ErrorCode::InvalidFile,
                     translated("This file says nothing of an experiment. Open a run (.grok), or a "
                                "picture or table that this program has saved.")
                         .toStdString(),
                     path.toStdString()};
    return QJsonDocument(spec).toJson();
}

} // namespace grokking
