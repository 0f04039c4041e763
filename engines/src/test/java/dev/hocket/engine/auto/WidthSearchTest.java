package dev.hocket.engine.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search against machines that follow a formula. */
final class WidthSearchTest {
    private static final int CORES = 2;
    private static final int MOST = 512;
    private static final double SETTLED = 0.95;
    private static final double WHOLE = 0.85;
    private static final int SEEDS = 20;

    /** The six kinds of work. */
    enum Work {
        CPU(0.99),
        SLEEP(0.01),
        MIXED(0.09),
        SERVER(0.01),
        LOCK(0.5),
        TINY(0.7);

        final double demand;

        Work(double demand) {
            this.demand = demand;
        }

        double rate(int width) {
            return switch (this) {
                case CPU -> 1000 * Math.min(width, 2) * (1 - 0.0001 * width);
                case SLEEP -> width / 0.020;
                case MIXED -> Math.min(width / 0.011, 2000) * (1 - 0.0002 * width);
                case SERVER -> server(64, width);
                case LOCK -> width == 1 ? 2000 : 1950;
                case TINY -> width == 1 ? 800_000 : 1_600_000 * (1 - 0.001 * width);
            };
        }

        SearchModel model(double noise, long seed) {
            return new SearchModel(this::rate, demand, noise, 1, seed);
        }
    }

    /** Answers in 20 ms while so many ask; with more, each of them slows all down. */
    private static double server(double fitting, int width) {
        return Math.min(width, fitting * fitting / width) / 0.020;
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void aQuietMachineGivesNearlyTheBest(Work work) {
        SearchModel model = work.model(0, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double first = model.play(search, 4);
        double later = model.play(search, 6);
        double best = model.best(MOST);
        assertTrue(later >= SETTLED * 6 * best, () -> later / 6 / best + " " + search.account());
        assertTrue(
                first + later >= WHOLE * 10 * best,
                () -> (first + later) / 10 / best + " " + search.account());
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void aBusyMachineGivesNearlyTheBestInTheMedian(Work work) {
        double[] settled = new double[SEEDS];
        double[] whole = new double[SEEDS];
        double best = work.model(0, 1).best(MOST);
        for (int seed = 0; seed < SEEDS; seed++) {
            SearchModel model = work.model(0.15, seed);
            WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
            double first = model.play(search, 4);
            settled[seed] = model.play(search, 6);
            whole[seed] = (first + settled[seed]) / 10 / best;
            settled[seed] /= 6 * best;
        }
        Arrays.sort(settled);
        Arrays.sort(whole);
        assertTrue(settled[SEEDS / 2] >= SETTLED, () -> Arrays.toString(settled));
        assertTrue(whole[SEEDS / 2] >= WHOLE, () -> Arrays.toString(whole));
    }

    @Test
    void tasksThatComputeRunOnThreadsAtTheNumberOfCores() {
        SearchModel model = Work.CPU.model(0.5, 3);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 3);
        assertEquals(
                new LaneDecision(LaneKind.THREADS, CORES, model.course.nextNanos()), model.course);
        assertTrue(search.account().contains("it computes"), search::account);
        assertTrue(search.account().contains("settled on threads:2"), search::account);
    }

    @Test
    void tasksThatWaitRunOnVirtualThreads() {
        SearchModel model = Work.SLEEP.model(0, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 3);
        assertEquals(LaneKind.VIRTUAL, model.course.kind());
        assertEquals(MOST, model.course.width());
        assertTrue(search.account().contains("the widest allowed"), search::account);
        assertTrue(search.account().contains("virtual:16 8"), search::account);
    }

    @Test
    void threadsStayWhereVirtualThreadsGiveLess() {
        SearchModel model = new SearchModel(Work.SLEEP::rate, 0.01, 0, 0.5, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 3);
        assertEquals(LaneKind.THREADS, model.course.kind());
        assertEquals(MOST, model.course.width());
    }

    @Test
    void oneLockKeepsTheWidthSmall() {
        SearchModel model = Work.LOCK.model(0, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 5);
        assertEquals(1, model.course.width());
        assertEquals(LaneKind.THREADS, model.course.kind());
    }

    @Test
    void aLockThatIsWaitedForIsNotTakenForComputing() {
        SearchModel model = new SearchModel(width -> 2000, 0.99, 0, 1, 1);
        model.locked = 0.4;
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 3);
        assertEquals(1, model.course.width());
        assertTrue(search.account().contains("40 % of the samples"), search::account);
        assertTrue(search.account().contains("allocated about 2 MB"), search::account);
    }

    @Test
    void tasksThatBecomeLongerAreNotTakenForATooLargeWidth() {
        SearchModel model = Work.SLEEP.model(0, 1);
        model.change(width -> width / (0.02 + 0.01 * model.seconds()));
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 60);
        assertTrue(model.course.width() >= MOST / 4, search::account);
    }

    @Test
    void tasksInFlightStayInFlight() {
        SearchModel model = Work.SLEEP.model(0, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.ASYNC);
        double _ = model.play(search, 3);
        assertEquals(LaneKind.ASYNC, model.course.kind());
        assertEquals(MOST, model.course.width());
    }

    @Test
    void aShiftStartsTheSearchAgain() {
        SearchModel model = Work.SERVER.model(0, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 10);
        assertEquals(64, model.course.width());
        model.change(width -> server(16, width));
        double _ = model.play(search, 15);
        int now = model.course.width();
        assertTrue(now >= 14 && now <= 18, () -> now + " " + search.account());
        assertTrue(search.account().contains("fallen by"), search::account);
        model.change(Work.SERVER::rate);
        double _ = model.play(search, 40); // nothing shifts, so only a look around finds it
        double gets = model.play(search, 20) / 20;
        assertTrue(gets >= SETTLED * 3200, () -> gets + " " + search.account());
    }

    @Test
    void aSteadyRunIsNotSearchedAgain() {
        SearchModel model = Work.MIXED.model(0.05, 7);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 5);
        double gets = model.play(search, 120) / 120 / model.best(MOST);
        assertTrue(gets >= SETTLED, () -> gets + " " + search.account());
        assertFalse(search.account().contains("again"), search::account);
    }

    @Test
    void slowTasksAreGivenTheirTime() {
        SearchModel model =
                new SearchModel(width -> width <= 64 ? width / 5.0 : 64 / 5.0, 0.001, 0, 1, 1);
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 240);
        int width = model.course.width();
        assertTrue(width >= 60 && width <= 80, () -> width + " " + search.account());
    }

    @Test
    void nothingIsWidenedBlindlyWhileCoresAreBusy() {
        SearchModel model = new SearchModel(width -> 0, 1, 0, 1, 1);
        model.spare = false;
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 60);
        assertEquals(CORES, model.course.width());
        model.spare = true;
        double _ = model.play(search, 60);
        assertTrue(model.course.width() >= 64, search::account);
        assertTrue(search.account().contains("nothing had ended"), search::account);
    }

    @Test
    void noBoundIsPassed() {
        SearchModel model = Work.SLEEP.model(0, 1);
        model.bound = 100;
        WidthSearch search = new WidthSearch(CORES, MOST, LaneKind.THREADS);
        double _ = model.play(search, 5);
        assertEquals(100, model.course.width());
        assertTrue(search.account().contains("files are open"), search::account);
        WidthSearch narrow = new WidthSearch(8, 3, LaneKind.THREADS);
        SearchModel small = Work.SLEEP.model(0, 1);
        double _ = small.play(narrow, 5);
        assertEquals(3, small.course.width());
    }
}
