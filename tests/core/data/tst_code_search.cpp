// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/code_search.h"

#include <QtTest>

#include <algorithm>
#include <bit>

using namespace grokking;

namespace {

bool never()
{
    return false;
}

int hamming(int a, int b)
{
    return std::popcount(static_cast<unsigned>(a ^ b));
}

// Whether the codes keep their wish, pair by pair.
bool keep(const SubclassCodes& codes, const CodeWish& wish)
{
    for (std::size_t i = 0; i < codes.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            for (const int a : codes[i]) {
                for (const int b : codes[j]) {
                    const int apart = hamming(a, b);
                    if (a >> wish.bits != 0 || (i != j && apart == 0))
                        return false;
                    if (i == j && a != b && apart != wish.within)
                        return false;
                    if (i != j && apart < wish.between)
                        return false;
                    if (i != j && wish.rule == BetweenRule::Exactly && apart != wish.between)
                        return false;
                }
            }
        }
        if (std::ssize(codes[i]) != wish.subclasses)
            return false;
    }
    return true;
}

// The most classes that can be added, by trying everything without any of the search's ideas.
int mostClasses(SubclassCodes& chosen, const CodeWish& wish)
{
    int most = static_cast<int>(chosen.size());
    if (!chosen.empty() && std::ssize(chosen.back()) < wish.subclasses)
        --most; // not whole
    const bool whole = chosen.empty() || std::ssize(chosen.back()) == wish.subclasses;
    const int last = chosen.empty() ? -1 : (whole ? chosen.back().front() : chosen.back().back());
    for (int code = last + 1; code < 1 << wish.bits; ++code) {
        if (whole)
            chosen.emplace_back();
        chosen.back().push_back(code);
        bool fits = true;
        for (std::size_t i = 0; i < chosen.size(); ++i)
            for (const int other : chosen[i]) {
                const int apart = hamming(code, other);
                if (i + 1 == chosen.size())
                    fits = fits && (other == code || apart == wish.within);
                else
                    fits = fits && apart != 0
                           && (wish.rule == BetweenRule::Exactly ? apart == wish.between
                                                                 : apart >= wish.between);
            }
        if (fits)
            most = std::max(most, mostClasses(chosen, wish));
        chosen.back().pop_back();
        if (whole)
            chosen.pop_back();
    }
    return most;
}

} // namespace

class TestCodeSearch : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithBruteForce_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 1; bits <= 4; ++bits)
            QTest::addRow("%d bits", bits) << bits;
    }

    // Every wish in few bits: as many classes as trying all sets of codes gives.
    void agreesWithBruteForce()
    {
        QFETCH(int, bits);
        for (const BetweenRule rule : {BetweenRule::Exactly, BetweenRule::AtLeast}) {
            for (int subclasses = 1; subclasses <= 3; ++subclasses) {
                for (int within = 1; within <= (subclasses == 1 ? 1 : bits); ++within) {
                    for (int between = rule == BetweenRule::AtLeast ? 2 : 1; between <= bits;
                         ++between) {
                        const CodeWish wish{bits, 100, subclasses, within, between, rule};
                        SubclassCodes none;
                        const FoundCodes found = findCodes(wish, never);
                        QVERIFY(found.complete);
                        QVERIFY(keep(found.codes, wish));
                        QCOMPARE(static_cast<int>(found.codes.size()), mostClasses(none, wish));
                    }
                }
            }
        }
    }

    // Known maxima. Pairwise 2 apart: the p neighbors of a code. An odd distance: of three codes
    // two agree in parity. Pairwise 6 apart in 12 bits: the rows of a Hadamard matrix. At least d
    // apart: the table of A(n, d) of Brouwer et al. (1990).
    void knowsTheMaxima_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("distance");
        QTest::addColumn<bool>("atLeast");
        QTest::addColumn<int>("most");
        QTest::newRow("9 codes are 2 apart in 9 bits") << 9 << 2 << false << 9;
        QTest::newRow("4 codes are 6 apart in 9 bits") << 9 << 6 << false << 4;
        QTest::newRow("2 codes are 3 apart") << 9 << 3 << false << 2;
        QTest::newRow("2 codes are 11 apart") << 12 << 11 << false << 2;
        QTest::newRow("12 codes are 6 apart in 12 bits") << 12 << 6 << false << 12;
        QTest::newRow("8 codes are 4 apart in 7 bits") << 7 << 4 << false << 8;
        QTest::newRow("the triangle and one more: 4 are 2 apart in 3 bits") << 3 << 2 << false << 4;
        QTest::newRow("farther than there are bits") << 5 << 6 << false << 1;
        QTest::newRow("A(7, 3) = 16") << 7 << 3 << true << 16;
        QTest::newRow("A(8, 4) = 16") << 8 << 4 << true << 16;
        QTest::newRow("A(9, 6) = 4") << 9 << 6 << true << 4;
        QTest::newRow("A(10, 5) = 12") << 10 << 5 << true << 12;
    }

    void knowsTheMaxima()
    {
        QFETCH(int, bits);
        QFETCH(int, distance);
        QFETCH(bool, atLeast);
        QFETCH(int, most);
        const BetweenRule rule = atLeast ? BetweenRule::AtLeast : BetweenRule::Exactly;
        const FoundCodes found = findClique(bits, 100, distance, rule, never);
        QVERIFY(found.complete);
        QCOMPARE(static_cast<int>(found.codes.size()), most);
        // No more than asked for, and the search for them goes through as well.
        const FoundCodes fewer = findClique(bits, most, distance, rule, never);
        QVERIFY(fewer.complete);
        QCOMPARE(static_cast<int>(fewer.codes.size()), most);
        QVERIFY(keep(fewer.codes, {bits, most, 1, distance, distance, rule}));
    }

    void findsTheSameCodesEachTime()
    {
        const CodeWish wish{10, 4, 3, 2, 4, BetweenRule::AtLeast};
        const FoundCodes found = findCodes(wish, never);
        QCOMPARE(static_cast<int>(found.codes.size()), 4);
        QVERIFY(keep(found.codes, wish));
        QVERIFY(found == findCodes(wish, never));
    }

    // A budget that ends keeps what was found so far, and says that there may be more.
    void saysWhenItsTimeWasUp()
    {
        int nodes = 0;
        const FoundCodes found =
            findClique(9, 100, 4, BetweenRule::AtLeast, [&] { return ++nodes > 50; });
        QVERIFY(!found.complete);
        QVERIFY(found.codes.size() >= 2 && found.codes.size() <= 20); // A(9, 4) = 20
        QVERIFY(keep(found.codes, {9, 100, 1, 4, 4, BetweenRule::AtLeast}));
    }
};

QTEST_APPLESS_MAIN(TestCodeSearch)
#include "tst_code_search.moc"
