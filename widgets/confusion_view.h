// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes a run mixes up at the cursor: the confusion matrix of classes or of subclasses as a
// heat map, or a table of the subclasses. GUI thread only.
#pragma once

#include "widgets/data_scene.h"
#include "widgets/matrix_history.h"
#include "widgets/run_view.h"

class QComboBox;
class QTableView;

namespace grokking {

struct HeatMap;
class SubclassTableModel;

class ConfusionView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfusionView)

public:
    enum class Rows { Classes, Subclasses, Table };
    enum class Values { Counts, Shares };
    enum class Split { Test, Training };

    explicit ConfusionView(QWidget* parent = nullptr);
    ~ConfusionView() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("confusion"); }
    [[nodiscard]] QString title() const override;
    // Returns the accuracy at the cursor and the largest confusion.
    [[nodiscard]] QString readout() const override;
    [[nodiscard]] QStringList labels() const override;
    // Returns the counts of each subclass at the cursor, and what the table says; of the table
    // alone, in its order, while that is shown.
    [[nodiscard]] QString csv() const override;

    // Returns what is painted at the cursor.
    [[nodiscard]] const HeatMap& map() const { return *m_map; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    void setRows(Rows rows);
    void setValues(Values values);
    void setSplit(Split split);

public slots:
    // Shows the sizes and distances of this data set in the table.
    void showScene(const grokking::DataScene& scene);
    [[nodiscard]] bool drawsOverlays() const override { return false; }

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override {}
    void rescale() override {}
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool hasData() const override;
    [[nodiscard]] bool pointsAtSteps() const override { return false; }
    void moveToCursor() override;
    [[nodiscard]] const QAbstractItemModel* shownTable() const override;

private:
    [[nodiscard]] QComboBox* addBox(QWidget* row, const QString& name, const QStringList& items);
    void makeTable();
    void showChoice();
    // Makes map and table those of the cursor's step.
    void updateMap();
    [[nodiscard]] const MatrixHistory& history() const;
    [[nodiscard]] const std::vector<std::int32_t>& classes() const;
    void showCell(const QPointF& pixel, const QPoint& global);
    [[nodiscard]] QString cellText(std::size_t cell) const;

    MatrixHistory m_test{"confusion"};
    MatrixHistory m_training{"training-confusion"};
    std::unique_ptr<HeatMap> m_map;
    Array<double> m_counts; // of the map
    QComboBox* m_rows = nullptr;
    QComboBox* m_values = nullptr;
    QComboBox* m_split = nullptr;
    SubclassTableModel* m_model;
    QTableView* m_table;
};

} // namespace grokking
