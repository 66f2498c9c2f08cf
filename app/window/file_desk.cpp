// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_desk.h"

#include "app/shared/generated_data.h"
#include "app/shared/run_job.h"
#include "app/shared/run_weights.h"
#include "app/window/background.h"
#include "app/window/experiment_controller.h"
#include "app/window/run_library.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"
#include "widgets/view_grid.h"

#include <QActionGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <array>
#include <filesystem>
#include <system_error>

namespace grokking {

namespace {

struct NamedSize {
    const char* title;
    PictureSize size;
};

constexpr std::array suffixes{"png", "svg", "pdf", "csv"};

const std::array<NamedSize, 4>& sizes()
{
    static const std::array<NamedSize, 4> all{{
        {QT_TRANSLATE_NOOP("grokking::FileDesk", "1600 × 1000 (192 dpi)"), {{800, 500}, 2.0}},
        {QT_TRANSLATE_NOOP("grokking::FileDesk", "3200 × 2000, print (384 dpi)"),
         {{800, 500}, 4.0}},
        {QT_TRANSLATE_NOOP("grokking::FileDesk", "1920 × 1080, slide (192 dpi)"),
         {{960, 540}, 2.0}},
        {QT_TRANSLATE_NOOP("grokking::FileDesk", "800 × 500, web (96 dpi)"), {{800, 500}, 1.0}},
    }};
    return all;
}

// Writes a file beside the wanted one, which it replaces once it is complete: the file dialog has
// asked whether to.
template <class Write>
auto replacing(const std::filesystem::path& file, Write write)
{
    std::error_code status;
    const std::filesystem::path part = file.string() + ".part";
    std::filesystem::remove(part, status);
    auto result = write(part);
    if (result)
        std::filesystem::rename(part, file, status);
    if (result && status)
        result = Error{ErrorCode::FileAccess, "cannot be written here: " + status.message(),
                       file.string()};
    std::filesystem::remove(part, status);
    return result;
}

// Returns whether a file name is that of a saved picture or table, not of a run.
bool isExportedFile(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    return std::ranges::any_of(suffixes,
                               [&](const char* each) { return suffix == QLatin1String(each); });
}

bool isTable(const QString& file)
{
    return QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0;
}

} // namespace

FileDesk::FileDesk(ViewGrid& views, ExperimentController& experiment, SpecEditor& editor,
                   RunLibrary& library, QWidget* parent)
    : QObject(parent), m_views(views), m_experiment(experiment), m_editor(editor),
      m_library(library), m_menu(new QMenu(tr("Export"), parent))
{
    addFiles();
    addSizes();
    connect(m_menu, &QMenu::aboutToShow, this, &FileDesk::updateActions);
    connect(&experiment, &ExperimentController::viewsCleared, this, &FileDesk::updateInfo);
    connect(&experiment, &ExperimentController::runShown, this, &FileDesk::updateInfo);
    connect(library.overlays(), &RunOverlays::changed, this, &FileDesk::updateInfo);
    connect(&experiment, &ExperimentController::runUpdated, this, [this](const RunUpdate& update) {
        if (!update.changes.empty())
            updateInfo();
    });
}

void FileDesk::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        &m_views, tr("Open a run"), QString::fromStdString(m_library.folder().string()),
        tr("Runs (*.grok);;Saved pictures and tables (*.png *.svg *.pdf *.csv)"));
    if (!file.isEmpty())
        open(file);
}

void FileDesk::open(const QString& file)
{
    if (isExportedFile(file))
        openExported(file);
    else
        m_experiment.show(file);
}

void FileDesk::addFiles()
{
    const std::array titles{tr("All views as PNG…"), tr("All views as SVG…"),
                            tr("All views as PDF…"), tr("Values of all views as CSV…")};
    for (std::size_t i = 0; i < suffixes.size(); ++i) {
        const QString suffix = QString::fromLatin1(suffixes[i]);
        connect(m_menu->addAction(titles[i]), &QAction::triggered, this,
                [this, suffix] { saveAllViews(suffix); });
    }
    m_menu->addSeparator();
    m_weights = m_menu->addAction(tr("Weights (NumPy .npz)…"), this, &FileDesk::saveWeights);
    m_menu->addAction(tr("Generated data (CSV)…"), this, &FileDesk::saveData);
    m_menu->addSeparator();
}

void FileDesk::addSizes()
{
    QMenu* const menu = m_menu->addMenu(tr("Size of PNG pictures"));
    auto* const group = new QActionGroup(menu);
    for (const NamedSize& each : sizes()) {
        QAction* const action = menu->addAction(tr(each.title));
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(&each == &sizes().front());
        connect(action, &QAction::triggered, this,
                [this, size = each.size] { m_views.setPictureSize(size); });
    }
    m_views.setPictureSize(sizes().front().size);
}

void FileDesk::updateActions()
{
    m_weights->setEnabled(!m_experiment.shownFile().isEmpty());
}

void FileDesk::updateInfo()
{
    const ExperimentSpec spec = m_experiment.shownSpec().value_or(m_experiment.spec());
    const QString file = m_experiment.shownFile();
    ExportInfo info{.program = QStringLiteral("Grokking Explorer ")
                               + QString::fromStdString(machineEnvironment()["program-version"]),
                    .run = QFileInfo(file).completeBaseName(),
                    .preset = QString::fromStdString(spec.preset),
                    .seeds = m_library.overlays()->seeds(groupOf(spec)),
                    .spec = QByteArray::fromStdString(toJson(spec, catalogs()))};
    info.seeds.insert(info.seeds.begin(), spec.seed);
    m_views.setExportInfo(info);
}

QString FileDesk::inFolder(const QString& name) const
{
    return m_folder.isEmpty() ? name : QDir(m_folder).filePath(name);
}

QString FileDesk::chosenFile(const QString& title, const QString& name, const QString& filter)
{
    const QString file = QFileDialog::getSaveFileName(&m_views, title, inFolder(name), filter);
    if (!file.isEmpty())
        m_folder = QFileInfo(file).absolutePath();
    return file;
}

void FileDesk::saveView(RunView* view)
{
    const QString file =
        chosenFile(tr("Save picture or values"), view->exportName() + QStringLiteral(".png"),
                   tr("Picture (*.png);;Vector picture (*.svg *.pdf);;Values (*.csv)"));
    if (!file.isEmpty())
        saveViewTo(view, file);
}

void FileDesk::saveViewTo(RunView* view, const QString& file)
{
    const QString message = tr("Saved %1.").arg(file);
    if (isTable(file))
        saveValues({view->csvWriter(file)}, message);
    else if (const Status status = view->exportTo(file); !status)
        emit failed(status.error());
    else
        emit done(message);
}

void FileDesk::saveValues(const std::vector<std::function<Status()>>& writers,
                          const QString& message)
{
    inBackground(
        this,
        [writers]() -> Status {
            for (const auto& write : writers)
                if (Status status = write(); !status)
                    return status;
            return Success{};
        },
        [this, message](const Status& status) {
            if (status)
                emit done(message);
            else
                emit failed(status.error());
        });
}

void FileDesk::saveAllViews(const QString& suffix)
{
    const QString folder =
        QFileDialog::getExistingDirectory(&m_views, tr("Choose a folder for the views"), m_folder);
    if (folder.isEmpty())
        return;
    m_folder = folder;
    saveViewsTo(folder, suffix);
}

void FileDesk::saveViewsTo(const QString& folder, const QString& suffix)
{
    std::vector<RunView*> views = m_views.allViews();
    std::erase_if(views, [](const RunView* view) { return view->isEmpty(); });
    if (views.empty()) {
        emit failed(
            {ErrorCode::Usage,
             tr("The views are empty. Run an experiment or open a run first.").toStdString()});
        return;
    }
    std::vector<std::function<Status()>> writers;
    for (RunView* const view : views) {
        const QString file = QDir(folder).filePath(view->exportName() + QLatin1Char('.') + suffix);
        if (isTable(file)) {
            writers.push_back(view->csvWriter(file));
        } else if (const Status status = view->exportTo(file); !status) {
            emit failed(status.error());
            return;
        }
    }
    const QString message = tr("Saved all views in %1.").arg(folder);
    if (writers.empty())
        emit done(message);
    else
        saveValues(writers, message);
}

void FileDesk::saveWeights()
{
    const QString run = QFileInfo(m_experiment.shownFile()).completeBaseName();
    const QString file =
        chosenFile(tr("Save weights"), run + tr(" weights.npz"), tr("NumPy archive (*.npz)"));
    if (!file.isEmpty())
        saveWeightsTo(file);
}

void FileDesk::saveWeightsTo(const QString& file)
{
    inBackground(
        this,
        [file, run = m_experiment.shownFile()] {
            return replacing(file.toStdString(), [&](const std::filesystem::path& part) {
                return exportWeights(run.toStdString(), std::nullopt, part);
            });
        },
        [this, file](const Result<std::int64_t>& step) {
            if (step)
                emit done(tr("Saved the weights of step %1 in %2.").arg(*step).arg(file));
            else
                emit failed(step.error());
        });
}

void FileDesk::saveData()
{
    const ExperimentSpec spec = m_experiment.shownSpec().value_or(m_experiment.spec());
    const QString name = QString::fromStdString(spec.preset.empty() ? spec.data.id : spec.preset)
                         + tr(" seed %1 data.csv").arg(spec.seed);
    const QString file = chosenFile(tr("Save generated data"), name, tr("Values (*.csv)"));
    if (!file.isEmpty())
        saveDataTo(file);
}

void FileDesk::saveDataTo(const QString& file)
{
    const ExperimentSpec spec = m_experiment.shownSpec().value_or(m_experiment.spec());
    const auto problems = validate(spec, catalogs());
    if (!problems.empty()) {
        emit failed({ErrorCode::InvalidSpec, problems.front().message, problems.front().path});
        return;
    }
    inBackground(
        this,
        [file, spec, shown = m_experiment.shownFile().toStdString()] {
            if (const auto problem = shown.empty() ? std::nullopt : changedDataProblem(shown, spec))
                return Status(*problem);
            return replacing(file.toStdString(), [&](const std::filesystem::path& part) {
                return exportData(spec, part);
            });
        },
        [this, file](const Status& status) {
            if (status)
                emit done(tr("Saved the training and test examples in %1.").arg(file));
            else
                emit failed(status.error());
        });
}

void FileDesk::openExported(const QString& file)
{
    const auto text = readExportedSpec(file);
    if (!text) {
        emit failed(text.error());
        return;
    }
    const auto spec = specFromJson(text->toStdString(), catalogs(), file.toStdString());
    if (!spec) {
        emit failed(spec.error());
        return;
    }
    const QString name = QFileInfo(file).fileName();
    m_editor.replace(*spec, tr("opening of %1").arg(name));
    emit done(tr("The experiment of %1 is on the form. Press Run to repeat it.").arg(name));
}

} // namespace grokking
