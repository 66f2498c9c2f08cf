// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The defaults of a catalog entry, with a file where it needs one that only the user has.
#pragma once

#include "core/spec/catalog.h"
#include "core/util/random.h"

#include <QFile>
#include <QTemporaryDir>

#include <string>

namespace grokking::test {

// Writes a table of 3 classes with 700 rows of 4 numbers each, once; returns its file.
inline std::string tableFile()
{
    static const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("table.csv"));
    QFile file(name);
    if (!file.exists() && file.open(QIODevice::WriteOnly)) {
        RandomStream random(1, Stream::TrainingData);
        std::string text = "a,b,c,d,class\n";
        for (int row = 0; row < 2100; ++row) {
            for (int column = 0; column < 4; ++column)
                text += std::to_string(random.normal() + (column == row % 3 ? 2.0 : 0.0)) + ",";
            text += std::string(1, static_cast<char>('p' + row % 3)) + "\n";
        }
        file.write(text.c_str());
    }
    return name.toStdString();
}

inline Parameters usableParameters(const CatalogEntry& entry)
{
    Parameters parameters = defaultParameters(entry);
    for (const ParamSpec& param : entry.parameters)
        if (param.kind == ParamKind::File && !param.optional && param.defaultValue == Value(""))
            parameters[param.id] = tableFile();
    if (parameters.contains("target")) { // of a table of numbers, and this one has names
        parameters["target"] = std::string("d");
        parameters["ignored"] = std::string("class");
    }
    return parameters;
}

// Those of a data set that can be made without training a network first.
inline Parameters quickParameters(const CatalogEntry& entry)
{
    Parameters parameters = usableParameters(entry);
    if (parameters.contains("clustersFrom"))
        parameters["clustersFrom"] = std::string("pixels");
    return parameters;
}

} // namespace grokking::test
