// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of runs with its filter, context menu and keys: Enter opens, Space overlays, F2 renames,
// Shift+F2 writes a note, Delete deletes and Ctrl+Z brings back, Ctrl+Shift+D compares settings.
// Shows a model it does not own; asks for everything through signals. GUI thread only.
#pragma once

#include <QModelIndex>
#include <QWidget>

#include <vector>

class QKeyEvent;
class QLabel;
class QTreeView;

namespace grokking {

class RunsFilter;
class RunsFilterBar;
class RunsHeader;
class RunsModel;

class RunsTable : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunsTable)

public:
    // `model` outlives the table.
    explicit RunsTable(RunsModel* model, QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* view() const { return m_view; }
    [[nodiscard]] RunsFilter* proxy() const { return m_proxy; }
    // Returns the selected runs' files, those of selected groups too, in the order selected.
    [[nodiscard]] QStringList selectedFiles() const;
    // Returns one file per selected row: a group's first.
    [[nodiscard]] QStringList selectedSpecs() const;
    // Returns which columns are shown, how wide and in what order, for restoreColumns().
    [[nodiscard]] QByteArray columns() const;

public slots:
    // Shows only runs that contain all of these words in name, verdict, preset, seed or note.
    void setFilter(const QString& words);
    // Selects a run and scrolls to it, or to its group if that is folded; an unknown file selects
    // nothing.
    void selectFile(const QString& file);
    // Likewise, but unfolds its group.
    void revealFile(const QString& file);
    // Shows the columns as they were; anything else than columns() leaves them as they are.
    void restoreColumns(const QByteArray& columns);
    // Says below the list what it takes on the disk: "142 runs, 310 MB".
    void showUse(const QString& use);
    // Puts the cursor into the search line.
    void focusFilter();

signals:
    void openRequested(const QString& file);
    void deleteRequested(const QStringList& files);
    void undoRequested();
    void overlayToggled(const QString& file, bool overlaid);
    void noteEdited(const QString& file, const QString& note);
    void renameRequested(const QString& file, const QString& name);
    // The settings of two runs are to be compared.
    void differenceRequested(const QString& left, const QString& right);
    // A picture of what these runs came to is wanted.
    void outcomesRequested(const QStringList& files);
    void cleanupRequested();
    void refreshRequested();
    void columnsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // A row by what it shows, which outlives a reset of the model.
    struct Place {
        QString file;
        bool isGroup = false;
    };
    struct Chosen {
        std::vector<Place> selected;
        Place current;
        QStringList unfolded; // a file of each group
    };

    void layOut();
    void keepChosen();
    void restoreChosen();
    [[nodiscard]] Place placeOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Place& place) const;
    void setUpView();
    [[nodiscard]] QWidget* footer();
    void connectFilter();
    void fillMenu();
    void showMenu(const QPoint& position);
    bool handleKey(const QKeyEvent& event);
    void edit(int column);
    void openCurrent();
    void deleteSelected();
    void toggleSelected();
    void compareSelected();
    void copySelected();
    void updateEmptyState();

    RunsModel* m_model;
    RunsFilter* m_proxy;
    RunsFilterBar* m_bar;
    QTreeView* m_view;
    RunsHeader* m_header;
    QLabel* m_emptyLabel;
    QLabel* m_use;
    Chosen m_chosen; // while the model is reset
};

} // namespace grokking
