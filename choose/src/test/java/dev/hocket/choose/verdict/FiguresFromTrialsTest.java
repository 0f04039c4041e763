package dev.hocket.choose.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.choose.Agreement;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.SyntheticJobs;
import dev.hocket.choose.measure.AnswerComparison;
import dev.hocket.choose.measure.Contender;
import dev.hocket.choose.measure.TimedBatch;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresFromTrialsTest {
    private static final Contender ONE = new Contender(SyntheticJobs.provider("one", 1), 1);
    private static final Contender TWO =
            new Contender(SyntheticJobs.provider("two", 9, Trait.CONCURRENT), 2);
    private final List<TimedBatch> trials = new ArrayList<>();
    private final AnswerComparison answers = new AnswerComparison("one", 1);

    private void trial(Contender contender, int round, double rate, long p99) {
        long nanos = 1_000_000_000;
        TimedBatch.Used used =
                new TimedBatch.Used(nanos / 2, nanos / 4, nanos / 2, nanos / 4, 1, 77);
        trials.add(new TimedBatch(contender.text(), round, (long) rate, 0, nanos, used, p99));
    }

    @Test
    void comparesWithinEachRound() {
        double[] machine = {1, 0.3, 0.8, 0.5, 1};
        for (int round = 0; round < machine.length; round++) {
            trial(ONE, round, 1000 * machine[round], 100);
            trial(TWO, round, 1900 * machine[round], 200);
        }

        List<EngineFigures> rows = new FiguresFromTrials(trials, answers).of(List.of(ONE, TWO));

        assertEquals(300, rows.get(0).perSecond().low());
        assertEquals(1900 * 0.8, rows.get(1).perSecond().median());
        assertEquals(1.9, rows.get(1).speedUp().low(), 1e-9, "the machine's mood cancels out");
        assertEquals(1.9, rows.get(1).speedUp().high(), 1e-9);
        assertEquals(1, rows.get(1).ofBest().median());
        assertEquals(1 / 1.9, rows.get(0).ofBest().median(), 1e-9);
        assertTrue(!rows.get(0).asFastAsBest() && rows.get(1).asFastAsBest());
    }

    @Test
    void childrenKeepCoresBusyToo() {
        trial(ONE, 1, 10, 5);

        EngineFigures row = new FiguresFromTrials(trials, answers).of(List.of(ONE)).getFirst();

        assertEquals(0.75, row.busyCores(), 1e-9);
        assertEquals(1, row.wantedCores(), 1e-9);
        assertEquals(77, row.peakHeap());
        assertEquals(Optional.of(Duration.ofNanos(5)), row.p99());
    }

    @Test
    void childrenThatFindNoCoreWantOne() {
        long second = 1_000_000_000;
        TimedBatch.Used crowded = new TimedBatch.Used(0, second / 2, 0, 0, 0.01, 1);
        TimedBatch.Used idle = new TimedBatch.Used(0, second / 2, 0, 0, 0.4, 1);
        TimedBatch.Used asleep = new TimedBatch.Used(0, second / 50, 0, 0, 0.01, 1);

        assertEquals(1, new TimedBatch("one", 1, 10, 0, second, crowded, 5).wantedCores());
        assertEquals(0.5, new TimedBatch("one", 1, 10, 0, second, idle, 5).wantedCores());
        assertEquals(0.02, new TimedBatch("one", 1, 10, 0, second, asleep, 5).wantedCores());
    }

    @Test
    void attemptsTooShortToTimeHaveNoPercentile() {
        trial(ONE, 1, 10, 5);
        trial(ONE, 2, 10, -1);

        assertEquals(
                Optional.empty(),
                new FiguresFromTrials(trials, answers).of(List.of(ONE)).getFirst().p99());
    }

    @Test
    void onlyRightAnswersAreTheBest() {
        answers.add("one", 0, 1);
        answers.add("two:2", 0, 2);
        trial(ONE, 1, 10, 5);
        trial(TWO, 1, 20, 5);

        List<EngineFigures> rows = new FiguresFromTrials(trials, answers).of(List.of(ONE, TWO));

        assertEquals(1, rows.get(0).ofBest().median());
        assertEquals(Agreement.DIFFERENT, rows.get(1).answer());
    }
}
