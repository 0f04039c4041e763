package dev.hocket.check.report;

import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.Schedule;
import dev.hocket.check.SwitchReason;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.WaitEdge;
import dev.hocket.check.WaitKind;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.LockOwners;
import dev.hocket.check.diagnosis.PoolThreads;
import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.RaceDetector;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.SourcePlaces;
import dev.hocket.check.strategy.OperationConflicts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a finding of a recorded schedule that showed a problem. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class FindingBuilder {
    private final Diagnosis diagnosis;
    private final ScheduleRun run;
    private final Scheduler scheduler;
    private final StepLog log;
    private final FindingSentences sentences;

    private FindingBuilder(Diagnosis diagnosis, ScheduleRun run, StepLog log) {
        this.diagnosis = diagnosis;
        this.run = run;
        this.scheduler = run.scheduler();
        this.log = log;
        this.sentences = new FindingSentences(scheduler, log);
    }

    /** What the schedule shows, when the log has recorded it. */
    public static Finding tell(Diagnosis diagnosis, ScheduleRun run, StepLog log) {
        return new FindingBuilder(diagnosis, run, log).finding();
    }

    private Finding finding() {
        scheduler.fibers.forEach(log.names::thread);
        log.names.search(scheduler.shadows, scheduler.initialised());
        RaceDetector.Race race =
                diagnosis.kind() == FindingKind.DATA_RACE ? scheduler.memory.race() : null;
        if (race != null) {
            log.cutAtRace();
        }
        Map<Fiber, String> effects = new HashMap<>();
        Map<Fiber, String> waiting = new HashMap<>();
        List<ThreadSummary> threads = new ArrayList<>();
        List<WaitEdge> waits = new ArrayList<>();
        for (Fiber fiber : scheduler.fibers) {
            String state = race == null ? sentences.state(fiber) : "";
            effects.put(fiber, race == null ? effect(fiber) : sentences.meets(race, fiber.number));
            waiting.put(fiber, fiber.ended() || fiber.state == Fiber.State.READY ? "" : state);
            threads.add(thread(fiber, state));
            if (race == null && waits(fiber)) {
                waits.add(edge(fiber));
            }
        }
        boolean endless = run.end() == Scheduler.End.REPEATS;
        Fiber threw = scheduler.threw;
        return new Finding(
                diagnosis.kind(),
                sentences.of(diagnosis),
                withThrown(log.steps(effects, waiting, endless), threw),
                threads,
                waits,
                endless
                        ? new Schedule(
                                scheduler.schedule().turns(),
                                scheduler.bound,
                                scheduler.cycleLength())
                        : scheduler.schedule(),
                threw == null || threw.thrown == null
                        ? List.of()
                        : SourcePlaces.trace(threw.thrown));
    }

    /** With what a thread threw as the last step, which is where it was thrown. */
    private static List<TraceStep> withThrown(List<TraceStep> steps, @Nullable Fiber threw) {
        Throwable thrown = threw == null ? null : threw.thrown;
        if (threw == null || thrown == null) {
            return steps;
        }
        List<TraceStep> all = new ArrayList<>(steps);
        all.add(
                new TraceStep(
                        threw.number,
                        "throws " + SourcePlaces.thrown(thrown),
                        "",
                        SourcePlaces.first(thrown),
                        "",
                        "",
                        SwitchReason.NONE));
        return all;
    }

    private static boolean waits(Fiber fiber) {
        return !fiber.ended()
                && !fiber.enabled()
                && LockOwners.awaited(fiber) != null
                && LockOwners.awaited(fiber) != OperationConflicts.PARKING
                && !Diagnosis.idle(fiber);
    }

    private ThreadSummary thread(Fiber fiber, String state) {
        return new ThreadSummary(
                fiber.number,
                fiber.name(),
                fiber.thread.isVirtual(),
                fiber.ended(),
                state,
                fiber.ended() ? "" : place(fiber),
                LockOwners.held(fiber).stream().map(log.names::of).distinct().toList());
    }

    private WaitEdge edge(Fiber fiber) {
        Object task = PoolThreads.awaited(fiber);
        boolean queued = PoolThreads.queuedFor(scheduler, fiber) != null;
        List<Fiber> owners = LockOwners.of(scheduler, fiber);
        boolean ends = fiber.state == Fiber.State.JOINING || PoolThreads.ends(fiber);
        WaitKind kind =
                ends
                        ? WaitKind.THREAD_END
                        : task == null
                                ? WaitKind.HELD
                                : queued
                                        ? WaitKind.QUEUED_TASK
                                        : owners.isEmpty() ? WaitKind.HELD : WaitKind.RUNNING_TASK;
        return new WaitEdge(
                fiber.number,
                kind,
                log.names.of(LockOwners.awaited(fiber)),
                owners.stream().map(owner -> owner.number).toList(),
                place(fiber));
    }

    private static String place(Fiber fiber) {
        return fiber.location + (fiber.caller.isEmpty() ? "" : ", called at " + fiber.caller);
    }

    /** What a thread's last step led to. */
    private static String effect(Fiber fiber) {
        return fiber.thrown == null && fiber.ended() ? "ends" : "";
    }
}
