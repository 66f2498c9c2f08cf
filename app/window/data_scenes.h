// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes from an experiment what views of its data set show. Data sets are deterministic, so those
// of a stored run can be made again.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/util/result.h"
#include "widgets/data_scene.h"

#include <QObject>
#include <QThreadPool>

#include <optional>
#include <stop_token>

namespace grokking {

// Returns subclasses and observed samples of the data set of a valid spec, projected onto a plane;
// without subclasses, or if there are fewer than two classes, no more than the points of data with
// one input. Fails (Usage) if the
// centroids chosen span no plane, and as prepareDataset() does. Any thread; takes milliseconds, or
// seconds if something has to be prepared. Empty once stop is requested.
[[nodiscard]] Result<DataScene> dataScene(const ExperimentSpec& spec, const PlaneChoice& plane,
                                          const QString& source, const std::stop_token& stop = {});

// Makes scenes on a worker thread, the latest one asked for. Owned by the window; GUI thread only.
class DataScenes : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataScenes)

public:
    explicit DataScenes(QObject* parent = nullptr);
    // Stops what is being made, and waits until it has seen that.
    ~DataScenes() override;

    // Returns whether a scene is being made.
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

public slots:
    // Shows the data set of a valid spec; does nothing if that is what was asked for last.
    void showData(const grokking::ExperimentSpec& spec, const QString& source);
    // Looks at it in another plane; one that its subclasses do not span is refused.
    void choosePlane(const grokking::PlaneChoice& plane);

signals:
    void sceneMade(const grokking::DataScene& scene);
    void failed(const grokking::Error& error);

private:
    void make();
    void take(const Result<DataScene>& scene);

    std::optional<ExperimentSpec> m_spec; // the last one
    QString m_source;
    PlaneChoice m_plane;
    std::stop_source m_stop; // of the scene that is being made
    bool m_isBusy = false;
    bool m_isStale = false; // asked for another one meanwhile
    QThreadPool m_pool;     // last: is waited for before the rest is destroyed
};

} // namespace grokking
