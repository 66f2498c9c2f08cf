// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The subclasses of a run as a table: how many samples, how many of them correct at one step, and
// how near the next class is. GUI thread only.
#pragma once

#include "widgets/data_scene.h"

#include <QAbstractTableModel>

namespace grokking {

class SubclassTableModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SubclassTableModel)

public:
    enum Column { Name, Training, Test, TrainAccuracy, TestAccuracy, Nearest, Columns };
    // The role of numbers to sort by. Qt::EditRole has plain names and numbers; none if unknown.
    static constexpr int sortRole = Qt::UserRole;

    explicit SubclassTableModel(QObject* parent = nullptr);

    // Shows other subclasses; accuracies are unknown until the next call of showAccuracies().
    void showScene(const DataScene& scene);
    // Shows accuracies, NaN or missing where unknown.
    void showAccuracies(const std::vector<double>& train, const std::vector<double>& test);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QVariant value(std::size_t group, int column) const;
    [[nodiscard]] QVariant plainValue(std::size_t group, int column) const;
    [[nodiscard]] QString text(std::size_t group, int column) const;

    DataScene m_scene;
    std::vector<double> m_train;
    std::vector<double> m_test;
};

} // namespace grokking
