// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of outcomes that figures and the window share: what it says, and what there is to
// choose from.
#include "app/window/outcome_picture.h"

#include "app/shared/lehc_gaps.h"
#include "app/window/outcome_desk.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QtTest>

using namespace grokking;

namespace {

// Returns a finished run of 1,000 steps that is at low error and high complexity from t1 until a
// step, and generalizes at t2 or never.
GroupedRun runOf(std::int64_t t1, std::int64_t until, std::optional<std::int64_t> t2)
{
    GroupedRun run{.finished = true, .steps = 1000};
    run.summary = {.t1 = Crossing{t1}, .regions = RegionLines{.error = 1.0, .complexity = 50.0}};
    if (t2)
        run.summary.t2 = Crossing{*t2};
    for (std::int64_t step = 0; step <= 1000; step += 50) {
        Sampled& sample = run.samples.emplace_back();
        sample.step = step;
        sample.error = step < t1 ? 9.0 : 0.1;
        sample.complexity = step < until ? 90.0 : 10.0;
    }
    return run;
}

// Two groups that differ in the number of samples: three runs with a gap, one of them censored, one
// without t1 and one that goes on.
GroupTable twoGroups()
{
    GroupTable table;
    for (const char* samples : {"data.n=100", "data.n=200"}) {
        GroupRow& row = table.rows.emplace_back();
        row.group.preset = "group";
        row.spec = defaultSpec(catalogs());
        if (!assign(row.spec, catalogs(), samples))
            qFatal("no setting");
        row.group.settings = {{"data.n", *specValue(row.spec, "data.n")}};
    }
    table.rows[0].runs = {runOf(100, 300, 400), runOf(100, 500, 800), runOf(100, 200, 300)};
    table.rows[0].runs[2].summary.t1.reset();
    table.rows[1].runs = {runOf(50, 900, std::nullopt), runOf(50, 400, 500)};
    table.rows[1].runs[1].finished = false;
    for (GroupRow& row : table.rows)
        row.summary = summarize(row.runs, {});
    return table;
}

OutcomePicture pictureOf(const OutcomeChoice& choice)
{
    const auto picture = outcomePicture(choice, twoGroups());
    if (!picture)
        qFatal("%s", picture.error().text().c_str());
    return *picture;
}

QStringList idsOf(const std::vector<OutcomeEntry>& entries)
{
    QStringList ids;
    for (const OutcomeEntry& entry : entries)
        ids << QString::fromStdString(entry.id);
    return ids;
}

} // namespace

class TestOutcomePicture : public QObject
{
    Q_OBJECT

private slots:
    void gapsStandAgainstTheShareOfLehc()
    {
        const OutcomePicture picture = pictureOf({.outcome = "gap", .against = lehcShareId});
        QCOMPARE(picture.setting, QString("Share of steps at low error and high complexity"));
        QCOMPARE(picture.outcome, QString("Gap t2 - t1 (steps)"));
        QVERIFY(picture.join == OutcomePicture::Join::None);
        QCOMPARE(picture.curves.size(), std::size_t{2});
        QCOMPARE(picture.curves[0].name, QString("n 100")); // what sets it apart
        QCOMPARE(picture.curves[1].name, QString("n 200"));
        QCOMPARE(picture.curves[0].points.size(), std::size_t{2});
        QCOMPARE(picture.curves[0].points[0].setting, 0.2); // steps 100 to 300
        QCOMPARE(picture.curves[0].points[0].value, 300.0);
        QCOMPARE(picture.curves[0].points[1].setting, 0.4);
        QVERIFY(picture.curves[0].points[1].isReached);
        QVERIFY(!picture.curves[1].points[0].isReached); // drawn hollow
    }

    void groupsKeepTheirNamesWhereNothingElseIsLeft()
    {
        GroupTable table = twoGroups();
        table.rows[0].group.settings.clear();
        const auto picture = outcomePicture({.outcome = "gap", .against = lehcShareId}, table);
        QCOMPARE(picture->curves[0].name, QString("group"));
        QCOMPARE(picture->curves[1].name, QString("group, n 200"));
    }

    void censoredAndOtherRunsAreSaid()
    {
        const OutcomePicture picture = pictureOf({.outcome = "gap", .against = lehcShareId});
        QCOMPARE(picture.notes,
                 (QStringList{"3 runs, rank correlation 1.00",
                              "t2 not reached: 1 run, counted as if at the end",
                              "Left out: 2 runs without a t1 or a share, or not finished",
                              "Region lines: medians of each group"}));
        QCOMPARE(
            pictureOf({.outcome = "gap", .against = lehcShareId, .lines = "1,50"}).notes.back(),
            QString("Region lines: error 1, complexity 50"));
    }

    void settingsThatDifferAreOfferedBesideTheShare()
    {
        const OutcomeOffer offer = outcomeOffer({.outcome = "gap"}, twoGroups());
        QCOMPARE(idsOf(offer.against), (QStringList{"data.n", lehcShareId}));
        QCOMPARE(offer.chosen.against, std::string("data.n"));
        QVERIFY(offer.canFit && offer.lines.empty());
        QVERIFY(idsOf(offer.outcomes).contains("best-test"));
        QVERIFY(keptRuns(offer.chosen) == KeptRuns::None);
    }

    // Whatever was chosen before.
    void againstTheShareThereIsTheGapOnly()
    {
        const OutcomeOffer offer =
            outcomeOffer({.outcome = "t2", .against = lehcShareId, .fits = true}, twoGroups());
        QCOMPARE(idsOf(offer.outcomes), QStringList{"gap"});
        QCOMPARE(idsOf(offer.lines), (QStringList{"group", "all"}));
        QVERIFY(!offer.canFit && !offer.chosen.fits);
        QVERIFY(keptRuns(offer.chosen) == KeptRuns::All);
        QVERIFY(bool(outcomePicture(offer.chosen, twoGroups())));
    }

    void runsThatDifferInNothingAreDrawnAgainstTheShare()
    {
        GroupTable table = twoGroups();
        table.rows.pop_back();
        const OutcomeOffer offer = outcomeOffer({.outcome = "gap", .against = "data.n"}, table);
        QCOMPARE(offer.chosen.against, std::string(lehcShareId));
    }

    // Not even whether they are there, as in a folder that may not be entered.
    void filesThatCannotBeLookedAtAreNoPicture()
    {
        const QString name(300, 'a'); // longer than a file system allows
        const OutcomesRead read =
            readOutcomes({"/tmp/" + name, "/tmp/b" + name}, {.outcome = "gap"}, {}, {});
        QVERIFY(!read.picture);
    }

    void choicesThatDoNotGoTogetherAreRefused()
    {
        const auto isRefused = [](const OutcomeChoice& choice) {
            const auto picture = outcomePicture(choice, twoGroups());
            return !picture && picture.error().code == ErrorCode::Usage;
        };
        QVERIFY(isRefused({.outcome = "t2", .against = lehcShareId}));
        QVERIFY(isRefused({.outcome = "gap", .against = lehcShareId, .lines = "x"}));
        QVERIFY(isRefused({.outcome = "gap", .against = lehcShareId, .fits = true}));
        QVERIFY(isRefused({.outcome = "nothing", .against = "data.n"}));
    }
};

QTEST_GUILESS_MAIN(TestOutcomePicture)
#include "tst_outcome_picture.moc"
