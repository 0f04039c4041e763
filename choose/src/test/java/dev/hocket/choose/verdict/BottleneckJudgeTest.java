package dev.hocket.choose.verdict;

import static dev.hocket.choose.SyntheticJobs.exact;
import static dev.hocket.choose.SyntheticJobs.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.choose.Agreement;
import dev.hocket.choose.Bottleneck;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.MedianInterval;
import dev.hocket.choose.Recommendation;
import dev.hocket.choose.measure.LaneStates;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BottleneckJudgeTest {
    private static final LaneStates BUSY = new LaneStates(500, 1, 0, 0, "", "");
    private static final LaneStates ASLEEP =
            new LaneStates(500, 0, 0, 1, "", "Page.load (Page.java:7)");
    private static final LaneStates LOCKED =
            new LaneStates(500, 0.25, 0.75, 0, "Counter.add (Counter.java:12)", "");

    private static MeasuredEvidence evidence(
            int cores, double nanos, LaneStates watched, EngineFigures... rows) {
        return new MeasuredEvidence(cores, 0, nanos, "", watched, List.of(rows));
    }

    static Stream<Arguments> truths() {
        return Stream.of(work(), crowded(), waits(), locks(), others()).flatMap(each -> each);
    }

    private static Stream<Arguments> work() {
        return Stream.of(
                Arguments.of(
                        "work that scales",
                        evidence(
                                2,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 39, 0.98),
                                row("threads:2", 39, 20, 39, 1.95)),
                        Bottleneck.CPU,
                        "threads:2"),
                Arguments.of(
                        "work on one core",
                        evidence(
                                1,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 20, 0.98),
                                row("threads:2", 19, 20, 20, 0.99)),
                        Bottleneck.CPU,
                        "sequential"));
    }

    private static Stream<Arguments> crowded() {
        return Stream.of(
                Arguments.of(
                        "work that other programs leave no second core for",
                        evidence(
                                2,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 20, 0.98),
                                new EngineFigures(
                                        "threads:2",
                                        2,
                                        5,
                                        exact(20),
                                        exact(1),
                                        exact(1),
                                        Optional.empty(),
                                        1,
                                        2,
                                        1,
                                        Agreement.SAME)),
                        Bottleneck.CPU,
                        "sequential"));
    }

    private static Stream<Arguments> waits() {
        return Stream.of(
                Arguments.of(
                        "sleep",
                        evidence(
                                2,
                                5e6,
                                ASLEEP,
                                row("sequential", 190, 190, 11_500, 0.02),
                                row("threads:2", 380, 190, 11_500, 0.04),
                                row("virtual:64", 11_500, 190, 11_500, 0.5)),
                        Bottleneck.WAITING,
                        "virtual:64"),
                Arguments.of(
                        "half work, half waiting",
                        evidence(
                                2,
                                5e6,
                                BUSY,
                                row("sequential", 190, 190, 360, 0.7),
                                row("threads:2", 280, 190, 360, 1.4),
                                row("threads:4", 360, 190, 360, 1.9)),
                        Bottleneck.WAITING,
                        "threads:4"));
    }

    private static Stream<Arguments> locks() {
        return Stream.of(
                Arguments.of(
                        "a global lock",
                        evidence(
                                2,
                                500e3,
                                LOCKED,
                                row("sequential", 2000, 2000, 2000, 0.99),
                                row("threads:2", 1980, 2000, 2000, 1.05)),
                        Bottleneck.LOCK,
                        "sequential"),
                Arguments.of(
                        "sleep within a lock",
                        evidence(
                                2,
                                2e6,
                                LOCKED,
                                row("sequential", 500, 500, 500, 0.02),
                                row("threads:2", 490, 500, 500, 0.03)),
                        Bottleneck.LOCK,
                        "sequential"),
                Arguments.of(
                        "a lock that lanes rarely wait for",
                        evidence(
                                4,
                                2e6,
                                new LaneStates(500, 0.6, 0.4, 0, "", ""),
                                row("sequential", 500, 500, 1500, 1),
                                row("threads:4", 1500, 500, 1500, 3.1)),
                        Bottleneck.CPU,
                        "threads:4"));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(
                        "tiny",
                        evidence(
                                2,
                                100,
                                LaneStates.NOTHING,
                                row("sequential", 9e6, 9e6, 12e6, 1),
                                row("forkjoin:2", 12e6, 9e6, 12e6, 1.9)),
                        Bottleneck.TASK_TOO_SMALL,
                        "forkjoin:2"),
                Arguments.of(
                        "small but worth it",
                        evidence(
                                2,
                                3_000,
                                BUSY,
                                row("sequential", 330e3, 330e3, 640e3, 1),
                                row("threads:2", 640e3, 330e3, 640e3, 1.95)),
                        Bottleneck.CPU,
                        "threads:2"),
                Arguments.of(
                        "memory bandwidth",
                        evidence(
                                2,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 21, 1),
                                row("threads:2", 21, 20, 21, 2)),
                        Bottleneck.SHARED,
                        "threads:2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void seesTheBottleneck(
            String job, MeasuredEvidence evidence, Bottleneck bottleneck, String engine) {
        Recommendation verdict = BottleneckJudge.judge(evidence);

        assertEquals(bottleneck, verdict.bottleneck(), verdict::toString);
        assertEquals(engine, verdict.engine(), verdict::toString);
        assertTrue(verdict.because().startsWith("The bottleneck is " + bottleneck.words()));
        assertTrue(verdict.use().startsWith("Use -e " + engine + " ("), verdict.use());
    }

    @Test
    void aRateThatIsReachedIsTheBottleneck() {
        MeasuredEvidence evidence =
                new MeasuredEvidence(
                        2,
                        10,
                        1e6,
                        "",
                        ASLEEP,
                        List.of(
                                row("sequential", 9.9, 9.9, 9.9, 0),
                                row("threads:2", 9.9, 9.9, 9.9, 0)));

        Recommendation verdict = BottleneckJudge.judge(evidence);

        assertEquals(Bottleneck.RATE, verdict.bottleneck());
        assertEquals("sequential", verdict.engine());
        assertTrue(verdict.because().contains("10 inputs per second"), verdict.because());
    }

    @Test
    void thePlaceOfTheLockIsNamed() {
        Recommendation verdict =
                BottleneckJudge.judge(
                        evidence(
                                2,
                                1e6,
                                LOCKED,
                                row("sequential", 10, 10, 10, 1),
                                row("threads:2", 10, 10, 10, 1)));

        assertEquals(
                "The bottleneck is a lock: lanes were waiting for it in 75 % of 500"
                        + " samples, at Counter.add (Counter.java:12); threads:2 is 1.00 times as"
                        + " fast as sequential on 2 cores.",
                verdict.because());
    }

    @Test
    void ofThoseThatCannotBeToldApartTheSimplestIsUsed() {
        MedianInterval open = new MedianInterval(0.93, 0.98, 1.01, 0.9375);
        MeasuredEvidence evidence =
                evidence(
                        2,
                        50e6,
                        BUSY,
                        row("sequential", 20, 20, 40, 1),
                        row("virtual:2", 40, 20, 40, 2),
                        row("threads:4", 39.5, exact(1.97), open, 2, Agreement.SAME),
                        row("forkjoin:2", 39, exact(1.95), open, 2, Agreement.SAME),
                        row("threads:2", 38.9, exact(1.95), open, 2, Agreement.SAME));

        Recommendation verdict = BottleneckJudge.judge(evidence);

        assertEquals("threads:2", verdict.engine());
        assertEquals(List.of("threads:2", "forkjoin:2", "virtual:2", "threads:4"), verdict.alike());
        assertTrue(
                verdict.use()
                        .contains(
                                "These cannot be told apart: threads:2, forkjoin:2, virtual:2,"
                                        + " threads:4"),
                verdict.use());
    }

    @Test
    void oneDisturbedRoundDoesNotMakeTheSlowSimple() {
        MedianInterval disturbed = new MedianInterval(0.5, 0.51, 1.2, 0.9375);
        MeasuredEvidence evidence =
                evidence(
                        2,
                        50e6,
                        BUSY,
                        row("sequential", 20, exact(1), disturbed, 1, Agreement.SAME),
                        row("threads:2", 39, 20, 39, 2));

        assertEquals("threads:2", BottleneckJudge.judge(evidence).engine());
        assertTrue(BottleneckJudge.isOpen(evidence), "more rounds are worth their time");
    }

    @Test
    void nothingIsOpenWhereAllIsClear() {
        assertFalse(
                BottleneckJudge.isOpen(
                        evidence(
                                2,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 39, 1),
                                row("threads:2", 39, 20, 39, 2))));
    }

    @Test
    void wideVirtualThreadsAreSimplerThanWidePlatformThreads() {
        MeasuredEvidence evidence =
                evidence(
                        2,
                        5e6,
                        ASLEEP,
                        row("sequential", 100, 100, 9000, 0),
                        row("threads:256", 9000, 100, 9000, 0.3),
                        row("virtual:256", 9000, 100, 9000, 0.3));

        assertEquals("virtual:256", BottleneckJudge.judge(evidence).engine());
    }

    @Test
    void anEngineWithOtherAnswersIsNotRecommended() {
        MeasuredEvidence evidence =
                evidence(
                        2,
                        50e6,
                        BUSY,
                        row("sequential", 20, 20, 38, 1),
                        row("threads:2", 60, exact(3), exact(1.5), 2, Agreement.DIFFERENT),
                        row("forkjoin:2", 38, 20, 38, 2));

        Recommendation verdict = BottleneckJudge.judge(evidence);

        assertEquals("forkjoin:2", verdict.engine());
        assertFalse(verdict.alike().contains("threads:2"));
    }

    @Test
    void withoutASuccessNothingIsRecommended() {
        Recommendation verdict =
                BottleneckJudge.judge(
                        new MeasuredEvidence(
                                2,
                                0,
                                1e6,
                                "a.jpg: not a picture",
                                LaneStates.NOTHING,
                                List.of(row("sequential", 20, 20, 20, 1))));

        assertEquals(Bottleneck.FAILING, verdict.bottleneck());
        assertEquals("", verdict.engine());
        assertTrue(verdict.because().contains("a.jpg: not a picture"));
    }

    @Test
    void theSpeedUpSaysWhatMoreCoresWouldGive() {
        Recommendation verdict =
                BottleneckJudge.judge(
                        evidence(
                                2,
                                50e6,
                                BUSY,
                                row("sequential", 20, 20, 36, 0.98),
                                row("threads:2", 36, 20, 36, 1.95)));
        assertTrue(
                verdict.because()
                        .endsWith(
                                "By Amdahl's law, 11 % of the work runs on one lane at a time: 4"
                                        + " cores would be 3.00 times as fast as one."),
                verdict::because);
        Recommendation waits =
                BottleneckJudge.judge(
                        evidence(
                                2,
                                5e6,
                                ASLEEP,
                                row("sequential", 190, 190, 380, 0.02),
                                row("threads:2", 380, 190, 380, 0.04)));
        assertFalse(waits.because().contains("Amdahl"), waits::because);
    }
}
