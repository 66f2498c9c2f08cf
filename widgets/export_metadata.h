// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an exported picture or table says about the run it shows, as one JSON object:
//   {"program", "view", "run", "preset", "seeds": [...], "spec": {...}}
// It lies in a PNG as the text "grokking-explorer", in an SVG as the element <metadata>, in a PDF
// in the XMP packet, and in CSV in a comment line ("# {...}"). Stateless; any thread.
#pragma once

#include "core/util/result.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <cstdint>
#include <vector>

namespace grokking {

// What the views are told about the run they show.
struct ExportInfo {
    QString program; // name and version
    QString run;     // name of the run file; empty if there is none
    QString preset;
    std::vector<std::int64_t> seeds; // of the run, then of those drawn behind it
    QByteArray spec;                 // the experiment as JSON; empty if unknown

    bool operator==(const ExportInfo&) const = default;
};

// How large a picture is: `size` in the pixels of a plain screen, `scale` of them in the file.
// Vector pictures take the size of the view if it is on the screen and not tiny.
struct PictureSize {
    QSize size{800, 500};
    double scale = 2.0;
};

constexpr const char* metadataKey = "grokking-explorer";

// Returns the JSON object on one line.
[[nodiscard]] QByteArray exportMetadata(const ExportInfo& info, const QString& view);

// Returns a file name without suffix: "demo-missing-subclass seed 0 accuracy".
[[nodiscard]] QString exportName(const ExportInfo& info, const QString& view);

// Returns the XMP packet of a PDF.
[[nodiscard]] QByteArray xmpPacket(const QByteArray& metadata, const QString& title);

// Returns the JSON text of the experiment an exported file (.png, .svg, .pdf, .csv) shows. Fails
// (FileAccess) on an unreadable file, (InvalidFile) if it says nothing of an experiment.
[[nodiscard]] Result<QByteArray> readExportedSpec(const QString& path);

} // namespace grokking
