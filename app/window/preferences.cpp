// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preferences.h"

#include "core/store/run_library.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryFile>

#include <algorithm>
#include <array>

namespace grokking {

namespace {

constexpr QLatin1String folderKey("preferences/runFolder");
constexpr QLatin1String runsKey("preferences/runsAtOnce");
constexpr QLatin1String colorsKey("preferences/colors");

// In the order of ColorScheme.
constexpr std::array colorNames{QLatin1String("system"), QLatin1String("light"),
                                QLatin1String("dark")};

} // namespace

std::optional<ColorScheme> colorSchemeNamed(const QString& name)
{
    const auto known = std::ranges::find(colorNames, name);
    return known == colorNames.end()
               ? std::nullopt
               : std::optional(static_cast<ColorScheme>(known - colorNames.begin()));
}

std::filesystem::path runFolderOf(const Preferences& preferences)
{
    return preferences.runFolder.isEmpty()
               ? defaultRunFolder()
               : std::filesystem::path(preferences.runFolder.toStdString());
}

Preferences readPreferences(const QSettings& settings)
{
    Preferences preferences;
    preferences.runFolder = settings.value(folderKey).toString();
    preferences.runsAtOnce =
        std::min<std::size_t>(settings.value(runsKey).toUInt(), mostRunsAtOnce);
    preferences.colors =
        colorSchemeNamed(settings.value(colorsKey).toString()).value_or(preferences.colors);
    return preferences;
}

void writePreferences(QSettings& settings, const Preferences& preferences)
{
    settings.setValue(folderKey, preferences.runFolder);
    settings.setValue(runsKey, static_cast<uint>(preferences.runsAtOnce));
    settings.setValue(colorsKey, colorNames[static_cast<std::size_t>(preferences.colors)]);
    settings.sync();
}

Status prepareRunFolder(const QString& folder)
{
    const std::string name = folder.toStdString();
    if (!QDir::isAbsolutePath(folder))
        return Error{ErrorCode::Usage, "write the whole path of the folder, from /", name};
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::FileAccess,
                     QFileInfo(folder).isFile() ? "this is a file; choose a folder"
                                                : "this folder cannot be made; choose another",
                     name};
    QTemporaryFile probe(folder + QStringLiteral("/.XXXXXX"));
    if (!probe.open())
        return Error{ErrorCode::FileAccess, "nothing can be written here; choose another folder",
                     name};
    return Success{};
}

} // namespace grokking
