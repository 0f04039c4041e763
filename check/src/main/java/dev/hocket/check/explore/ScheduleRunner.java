package dev.hocket.check.explore;

import dev.hocket.check.Schedule;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.hooks.ControlHooks;
import dev.hocket.check.schedule.DebugBaton;
import dev.hocket.check.schedule.IgnoredRaces;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.StaticState;
import dev.hocket.check.schedule.StepRecorder;
import dev.hocket.check.strategy.Strategy;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Runs the test under one schedule after the other, each from the same start. */
public final class ScheduleRunner {
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /** The one that runs schedules, for who watches it. */
    static volatile @Nullable ScheduleRunner latest;

    private final TestSubject target;
    final IgnoredRaces ignored;

    /** The schedule that is replayed, or null where schedules are searched. */
    @Nullable Schedule replayed;

    int bound = 100_000;

    /** The number of the schedule that runs, or is looked at again. */
    volatile long number;

    /** When schedules are to be given up, as {@link System#nanoTime}. */
    long until = System.nanoTime() + Long.MAX_VALUE / 2;

    long steps;
    int threads;
    long schedules;

    ScheduleRunner(TestSubject target, IgnoredRaces ignored) {
        this.target = target;
        this.ignored = ignored;
        latest = this;
    }

    ScheduleRun run(Strategy strategy, long seed, @Nullable StepRecorder recorder) {
        StaticState.resetJdk();
        strategy.begin(RANDOM.create(seed));
        Scheduler scheduler = new Scheduler(strategy, bound, until, ignored);
        scheduler.recorder = recorder;
        scheduler.home = target.home();
        Schedule known = replayed;
        if (DebugBaton.WANTED && known != null && known.round() > 0) {
            scheduler.repeatsAsIn(known);
        }
        Runnable test = this::test;
        Thread main = new Thread(null, DebugBaton.WANTED ? test : null, "main", 0, false);
        ControlHooks.active = scheduler;
        Scheduler.End end;
        try {
            end = scheduler.run(main, test);
        } finally {
            ControlHooks.active = null;
        }
        strategy.end();
        schedules++;
        steps += scheduler.steps;
        threads = Math.max(threads, scheduler.fibers.size());
        return new ScheduleRun(scheduler, end, Diagnosis.of(scheduler, end));
    }

    private void test() {
        try {
            target.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Thrown.<RuntimeException>sneaky(e);
        }
    }

    /** Throws what the test threw as it is, checked or not. */
    private static final class Thrown {
        private Thrown() {}

        @SuppressWarnings("unchecked")
        static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
            throw (T) e;
        }
    }
}
