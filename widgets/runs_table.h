// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of runs with its filter, context menu and keys (Enter opens, Delete deletes, Space
// overlays). Shows a model it does not own; asks for everything through signals. GUI thread only.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace grokking {

class RunsModel;

class RunsTable : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunsTable)

public:
    // `model` outlives the table.
    explicit RunsTable(RunsModel* model, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] QSortFilterProxyModel* proxy() const { return m_proxy; }
    // Returns the selected runs' files, in the order shown.
    [[nodiscard]] QStringList selectedFiles() const;

public slots:
    // Shows only runs that contain all of these words in name, verdict, preset, seed or note.
    void setFilter(const QString& words);
    // Selects a run and scrolls to it; an unknown file selects nothing.
    void selectFile(const QString& file);

signals:
    void openRequested(const QString& file);
    void deleteRequested(const QString& file);
    void overlayToggled(const QString& file, bool overlaid);
    void noteEdited(const QString& file, const QString& note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpView();
    void setColumnWidths();
    void showMenu(const QPoint& position);
    void openCurrent();
    void deleteSelected();
    void toggleSelected();
    void updateEmptyState();

    RunsModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QTableView* m_view;
    QLabel* m_emptyLabel;
};

} // namespace grokking
