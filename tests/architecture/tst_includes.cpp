// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Holds every #include of the project against the dependency table of ARCHITECTURE.md.

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QtTest>

namespace {

struct Include {
    QString file; // "core/util/random.cpp"
    int line = 0;
    QString target; // as written, without quotes or brackets
    bool quoted = false;
};

// The folders a folder may include from, besides itself: first and last column of the table.
QMap<QString, QStringList> readTable()
{
    static const QRegularExpression row(R"(^\| `([a-z/]+)` \|.*\| ([a-z/, ]*)\|$)");
    QFile document(SOURCE_FOLDER "/ARCHITECTURE.md");
    QMap<QString, QStringList> table;
    if (!document.open(QIODevice::ReadOnly | QIODevice::Text))
        return table;
    while (!document.atEnd()) {
        const auto match = row.match(QString::fromUtf8(document.readLine()).trimmed());
        if (match.hasMatch())
            table[match.captured(1)] = match.captured(2).trimmed().split(", ", Qt::SkipEmptyParts);
    }
    QStringList core;
    for (const QString& folder : table.keys())
        if (folder.count('/') == 1 && folder.startsWith("core/"))
            core << folder;
    for (QStringList& allowed : table)
        if (allowed.removeAll("core") > 0)
            allowed << core;
    return table;
}

const QMap<QString, QStringList>& allowedFolders()
{
    static const QMap<QString, QStringList> table = readTable();
    return table;
}

QString folderOf(const QString& file)
{
    return file.left(file.lastIndexOf('/'));
}

QList<Include> includesBelow(const QString& folder)
{
    static const QRegularExpression pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
    const QDir root(SOURCE_FOLDER);
    QList<Include> includes;
    QDirIterator files(root.filePath(folder), {"*.h", "*.cpp", "*.in"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
            continue;
        for (int line = 1; !file.atEnd(); ++line) {
            const auto match = pattern.match(QString::fromUtf8(file.readLine()));
            if (match.hasMatch())
                includes.append({root.relativeFilePath(file.fileName()), line, match.captured(2),
                                 match.captured(1) == "\""});
        }
    }
    return includes;
}

QList<Include> allIncludes()
{
    return includesBelow("core") + includesBelow("widgets") + includesBelow("app")
           + includesBelow("resources");
}

bool isQt(const Include& include)
{
    static const QRegularExpression header("^(Q[A-Z]|Qt|qcustomplot)");
    return !include.quoted && header.match(include.target).hasMatch();
}

bool isTorch(const Include& include)
{
    static const QRegularExpression header("^(torch|ATen|c10)/");
    return header.match(include.target).hasMatch();
}

QByteArray place(const Include& include)
{
    return QString("%1:%2 includes %3")
        .arg(include.file)
        .arg(include.line)
        .arg(include.target)
        .toUtf8();
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private slots:
    void theTreeIsThere() { QVERIFY(allIncludes().size() > 500); }

    void everyFolderIsInTheTable()
    {
        for (const Include& include : allIncludes())
            QVERIFY2(allowedFolders().contains(folderOf(include.file)), place(include));
    }

    void includesFollowTheTable()
    {
        for (const Include& include : allIncludes()) {
            if (!include.quoted)
                continue;
            const QString from = folderOf(include.file);
            const QString to = folderOf(include.target);
            QVERIFY2(QFile::exists(QString(SOURCE_FOLDER "/") + include.target)
                         || include.target.endsWith(".moc"),
                     place(include));
            QVERIFY2(from == to || allowedFolders().value(from).contains(to)
                         || include.target.endsWith(".moc"),
                     place(include));
        }
    }

    void coreKnowsNothingOfQt()
    {
        for (const Include& include : allIncludes()) {
            if (include.file.startsWith("core/") || include.file.startsWith("app/cli"))
                QVERIFY2(!isQt(include), place(include));
        }
    }

    void torchStaysInItsFolder()
    {
        for (const Include& include : allIncludes()) {
            if (!include.file.startsWith("core/learners/torch/"))
                QVERIFY2(!isTorch(include), place(include));
        }
    }

    // The database and JSON libraries are details of the folders that need them.
    void sqliteStaysInTheStore()
    {
        for (const Include& include : allIncludes()) {
            if (!include.file.startsWith("core/store/"))
                QVERIFY2(!include.target.contains("sqlite", Qt::CaseInsensitive), place(include));
        }
    }

    void metricsAndTrainerSeeLearnersThroughTheInterface()
    {
        for (const Include& include : includesBelow("core/metrics") + includesBelow("core/train")) {
            if (include.target.startsWith("core/learners/"))
                QVERIFY2(include.target == "core/learners/learner.h"
                             || include.target == "core/learners/learner_catalog.h"
                             || include.target == "core/learners/landscape_axes.h"
                             || include.target == "core/learners/memory.h",
                         place(include));
        }
    }
};

QTEST_APPLESS_MAIN(TestIncludes)
#include "tst_includes.moc"
