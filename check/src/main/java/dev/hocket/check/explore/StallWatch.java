package dev.hocket.check.explore;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.SearchEnd;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.Verdict;
import dev.hocket.check.hooks.ControlHooks;
import dev.hocket.check.report.ReportPhrases;
import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.DebugBaton;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.SourcePlaces;
import dev.hocket.check.weave.Weaver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Sees when a thread of the test does not come back: it waits for something that is not under
 * control, and all others wait for it to give way. Nothing can go on then but this watch, which
 * tells what it sees.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class StallWatch implements Runnable {
    private static final int SECONDS = 5;
    private static final int TICKS_A_SECOND = 4;

    private final CheckRequest request;
    private final Thread carrier;
    private final ObjLongConsumer<Verdict> out;
    private final long start = System.nanoTime();

    private StallWatch(CheckRequest request, Thread carrier, ObjLongConsumer<Verdict> out) {
        this.request = request;
        this.carrier = carrier;
        this.out = out;
    }

    /** Watches the calling thread, which is to run schedules; not where a debugger may stop it. */
    static void begin(CheckRequest request, ObjLongConsumer<Verdict> out) {
        if (!DebugBaton.WANTED) {
            Thread watch = new Thread(new StallWatch(request, Thread.currentThread(), out));
            watch.setName("hocket-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    @Override
    public void run() {
        Scheduler seen = null;
        int steps = 0;
        int ticks = 0;
        while (ticks < SECONDS * TICKS_A_SECOND) {
            try {
                Thread.sleep(Duration.ofMillis(1_000 / TICKS_A_SECOND));
            } catch (InterruptedException e) {
                return;
            }
            Scheduler now = ControlHooks.active;
            boolean stands = now != null && now == seen && now.steps == steps;
            ticks = stands && !(ticks % TICKS_A_SECOND == 0 && loads()) ? ticks + 1 : 0;
            seen = now;
            steps = now == null ? 0 : now.steps;
        }
        Fiber fiber = seen == null ? null : seen.current;
        if (seen != null && fiber != null) {
            ScheduleRunner runner = ScheduleRunner.latest;
            out.accept(verdict(seen, fiber), runner == null ? 0 : runner.number);
        }
    }

    /** Whether a class is being loaded and woven, which may take a slow machine a while. */
    private boolean loads() {
        for (StackTraceElement frame : carrier.getStackTrace()) {
            if (frame.getClassName().startsWith("jdk.internal.loader.")
                    || frame.getClassName().equals(Weaver.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private Verdict verdict(Scheduler scheduler, Fiber stuck) {
        List<StackTraceElement> frames = List.of(carrier.getStackTrace());
        List<ThreadSummary> threads = new ArrayList<>();
        for (Fiber fiber : scheduler.fibers) {
            String state =
                    fiber == stuck
                            ? "does not come back"
                            : fiber.ended() ? ReportPhrases.ENDED : "waits for its turn";
            threads.add(
                    new ThreadSummary(
                            fiber.number,
                            fiber.name(),
                            fiber.thread.isVirtual(),
                            fiber.ended(),
                            state,
                            fiber == stuck ? SourcePlaces.first(frames) : "",
                            List.of()));
        }
        Finding finding =
                new Finding(
                        FindingKind.OUT_OF_CONTROL,
                        sentence(stuck, frames),
                        List.of(),
                        threads,
                        List.of(),
                        scheduler.schedule(),
                        SourcePlaces.trace(frames));
        ScheduleRunner trial = ScheduleRunner.latest;
        return new Verdict(
                request.name(),
                finding,
                new Coverage(
                        trial == null ? 1 : trial.schedules + 1,
                        (trial == null ? 0 : trial.steps) + scheduler.steps,
                        scheduler.fibers.size(),
                        false,
                        Duration.ofNanos(System.nanoTime() - start),
                        request.options().seed(),
                        scheduler.bound,
                        trial == null ? 1 : trial.schedules + 1,
                        SearchEnd.FOUND,
                        ControlProblems.all()));
    }

    private static String sentence(Fiber stuck, List<StackTraceElement> frames) {
        String place = SourcePlaces.first(frames);
        String call = SourcePlaces.entered(frames);
        String at = place.isEmpty() ? "" : " at " + place;
        String who = stuck.name();
        return call.isEmpty()
                ? who
                        + " has run for "
                        + SECONDS
                        + " s"
                        + at
                        + " without a step at which another thread could continue."
                : who
                        + " has not come back from "
                        + call
                        + at
                        + " for "
                        + SECONDS
                        + " s. What happens there is not under control; if it waits for another"
                        + " thread of the test, it waits forever, because one runs at a time.";
    }
}
