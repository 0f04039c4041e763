package dev.hocket.check.report;

import dev.hocket.check.FindingKind;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.LockOwners;
import dev.hocket.check.diagnosis.PoolThreads;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.RaceDetector;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.SourcePlaces;
import dev.hocket.check.schedule.SourcePlaces.LibraryEntry;
import dev.hocket.check.schedule.TypeNames;
import dev.hocket.check.strategy.ThreadOperation;
import dev.hocket.check.weave.CallNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Collectors;

/** Says in a sentence or two what happened. */
public final class FindingSentences {
    private final Scheduler scheduler;
    private final StepLog log;
    private final ObjectNames names;

    FindingSentences(Scheduler scheduler, StepLog log) {
        this.scheduler = scheduler;
        this.log = log;
        this.names = log.names;
    }

    String of(Diagnosis diagnosis) {
        return switch (diagnosis.kind()) {
            case DEADLOCK -> deadlock();
            case MISSED_SIGNAL -> missed();
            case FAILURE, UNCAUGHT -> threw();
            case DATA_RACE -> race();
            case LIVELOCK -> onAndOn(running()) + fairly() + ".";
            case STARVATION -> starved();
            case LEFT_RUNNING -> left();
            case OUT_OF_CONTROL -> escaped();
            case NOT_DETERMINISTIC -> "the same schedule led to different steps.";
        };
    }

    private String deadlock() {
        List<Fiber> cycle = Diagnosis.cycle(scheduler);
        if (cycle.isEmpty()) {
            return all(Diagnosis.waiting(scheduler)) + ".";
        }
        if (cycle.stream().anyMatch(fiber -> PoolThreads.queuedFor(scheduler, fiber) != null)) {
            return outOfThreads(cycle);
        }
        if (cycle.size() == 1) {
            return itself(cycle.get(0));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cycle.size(); i++) {
            Fiber fiber = cycle.get(i);
            Fiber owner = cycle.get((i + 1) % cycle.size());
            boolean joins = fiber.state == Fiber.State.JOINING;
            text.append(i == 0 ? fiber.name() + " waits for " : ", which waits for ");
            text.append(
                    joins
                            ? owner.name() + " to end"
                            : awaited(fiber) + ", held by " + owner.name());
        }
        return text.append('.').toString();
    }

    private String itself(Fiber fiber) {
        Object awaited = fiber.callee;
        String waits = fiber.name() + " waits for " + awaited(fiber);
        if (awaited instanceof ReentrantReadWriteLock.WriteLock) {
            return waits
                    + " and holds the read lock of the same lock: a read lock does not become a"
                    + " write lock, it has to be given back first.";
        }
        if (awaited instanceof Semaphore) {
            return waits(fiber) + ".";
        }
        return waits
                + ", which it holds itself"
                + (awaited instanceof StampedLock
                        ? ": a StampedLock cannot be taken again by the thread that has it."
                        : ".");
    }

    /** Threads of a pool wait for what only threads of that pool could do. */
    private String outOfThreads(List<Fiber> cycle) {
        List<Fiber> workers = new ArrayList<>();
        for (Fiber fiber : cycle) {
            Fiber queued = PoolThreads.queuedFor(scheduler, fiber);
            if (queued != null && workers.isEmpty()) {
                workers.addAll(PoolThreads.workers(scheduler, queued));
            }
        }
        boolean one = workers.size() == 1;
        return named(workers)
                + (one ? " is the only thread of its pool" : " are all the threads of their pool")
                + (one ? ", and waits" : ", and wait")
                + (one ? " for " : " for tasks that are still in its queue: ")
                + ReportPhrases.list(workers.stream().map(this::awaited).toList())
                + (one ? ", which is still in its queue" : "")
                + ". Use a larger pool, or another one for the tasks that are waited for.";
    }

    private static String named(List<Fiber> fibers) {
        return ReportPhrases.list(fibers.stream().map(Fiber::name).toList());
    }

    private String all(List<Fiber> fibers) {
        return fibers.stream().map(this::waits).collect(Collectors.joining("; "));
    }

    /** "writer waits for lock, held by reader". */
    String waits(Fiber fiber) {
        if (fiber.ended()) {
            return fiber.name() + " has ended";
        }
        return fiber.name() + " " + state(fiber);
    }

    /** What a thread is doing, as a verb and its object. */
    String state(Fiber fiber) {
        List<Fiber> owners = LockOwners.of(scheduler, fiber);
        String held = held(fiber, owners);
        return switch (fiber.state) {
            case ENDED -> ReportPhrases.ENDED;
            case READY -> log.began(fiber) ? "runs" : "has not begun";
            case SLEEPING -> "sleeps";
            case JOINING ->
                    fiber.enabled() ? "runs" : "waits for " + names.of(fiber.target) + " to end";
            case ENTERING, INITIALISING -> "waits for " + awaited(fiber) + held;
            case WAITING ->
                    Diagnosis.idle(fiber)
                            ? "waits for work"
                            : owners.isEmpty()
                                    ? "waits to be notified on " + awaited(fiber)
                                    : "waits for " + awaited(fiber) + held;
            case PARKED -> "waits " + parked(fiber) + held;
        };
    }

    /** ", held by reader": who has what the thread waits for. */
    private String held(Fiber fiber, List<Fiber> owners) {
        if (owners.isEmpty() || PoolThreads.ends(fiber)) {
            return "";
        }
        String who =
                ReportPhrases.list(
                        owners.stream()
                                .map(o -> o.name() + (o.ended() ? " (ended)" : ""))
                                .toList());
        if (PoolThreads.queuedFor(scheduler, fiber) != null) {
            return ", queued behind " + who;
        }
        return PoolThreads.awaited(fiber) != null ? ", which " + who + " runs" : ", held by " + who;
    }

    private String parked(Fiber fiber) {
        if (Diagnosis.idle(fiber)) {
            return "for work";
        }
        LibraryEntry library = fiber.entry;
        if (library != null) {
            return "in " + CallNames.of(library);
        }
        if (fiber.callee == null) {
            return fiber.blocker == null ? "to be unparked" : "in " + names.of(fiber.blocker);
        }
        String method = HookSite.of(fiber.calleeSite).name;
        if (fiber.callee instanceof Condition) {
            return "to be signalled on " + names.of(fiber.callee);
        }
        boolean lock =
                method.startsWith("lock")
                        || method.startsWith("acquire")
                        || method.endsWith("Lock");
        return lock
                ? "for " + names.of(fiber.callee)
                : "in " + names.of(fiber.callee) + "." + method + "()";
    }

    private String awaited(Fiber fiber) {
        return names.of(LockOwners.awaited(fiber));
    }

    private String missed() {
        List<Fiber> waiting = Diagnosis.waiting(scheduler);
        List<Fiber> told = new ArrayList<>(waiting);
        told.removeIf(fiber -> fiber.state == Fiber.State.JOINING || Diagnosis.idle(fiber));
        List<Fiber> those = told.isEmpty() ? waiting : told;
        return all(those)
                + ", and no thread is left that could wake "
                + (those.size() == 1 ? "it." : "them.");
    }

    private String threw() {
        Fiber fiber = scheduler.threw;
        Throwable thrown = fiber == null ? null : fiber.thrown;
        if (fiber == null || thrown == null) {
            return "a thread threw.";
        }
        String place = SourcePlaces.first(thrown);
        return fiber.name()
                + " threw "
                + SourcePlaces.thrown(thrown)
                + (place.isEmpty() ? "." : " (" + place + ").");
    }

    private String race() {
        RaceDetector.Race race = scheduler.memory.race();
        if (race == null) {
            return "none.";
        }
        String owner =
                race.owner() instanceof String type
                        ? TypeNames.simple(type)
                        : names.of(race.owner());
        boolean array = race.variable().startsWith("[");
        HookSite later = HookSite.of(race.laterSite());
        boolean call = later.operation == ThreadOperation.CALL;
        return thread(race.earlier())
                + (race.earlierWrites() ? " writes " : " reads ")
                + owner
                + (call ? "" : array ? race.variable() : "." + race.variable())
                + at(race.earlierSite())
                + ", "
                + thread(race.later())
                + (race.laterWrites() ? " writes" : " reads")
                + " it"
                + at(race.laterSite())
                + ", and nothing orders the two: no lock, no volatile, no start or join.";
    }

    /** What the later of two accesses that race has to do with the earlier one. */
    String meets(RaceDetector.Race race, int thread) {
        return thread != race.later()
                ? ""
                : "races with what "
                        + thread(race.earlier())
                        + (race.earlierWrites() ? " wrote" : " read")
                        + at(race.earlierSite());
    }

    private String thread(int number) {
        return scheduler.fibers.get(number).name();
    }

    private static String at(int site) {
        String location = HookSite.of(site).location();
        return location.isEmpty() ? "" : " at " + location;
    }

    private List<Fiber> running() {
        List<Fiber> running = new ArrayList<>(scheduler.fibers);
        running.removeIf(fiber ->
                fiber.ended() || fiber.state == Fiber.State.JOINING || Diagnosis.idle(fiber));
        return running;
    }

    private static String onAndOn(List<Fiber> fibers) {
        return named(fibers)
                + switch (fibers.size()) {
                    case 1 -> " keeps running and never finishes";
                    case 2 -> " keep running, and neither finishes";
                    default -> " keep running, and none of them finishes";
                };
    }

    private String fairly() {
        return scheduler.cycleLength() == 1
                ? ": under a fair scheduler, the same state comes back after every step"
                : String.format(
                        Locale.ROOT,
                        ": under a fair scheduler, the same state comes back every %,d steps",
                        scheduler.cycleLength());
    }

    private String starved() {
        List<Fiber> starved = Diagnosis.starved(scheduler);
        List<Fiber> others = running();
        others.removeAll(starved);
        return named(starved)
                + (starved.size() == 1 ? " never gets a turn" : " never get a turn")
                + (others.isEmpty()
                        ? ""
                        : " while "
                                + named(others)
                                + (others.size() == 1 ? " continues" : " continue"))
                + fairly()
                + ".";
    }

    private String left() {
        List<Fiber> left = Diagnosis.waiting(scheduler);
        left.removeIf(fiber -> fiber.daemon);
        if (left.stream().anyMatch(fiber -> fiber.state == Fiber.State.READY)) {
            left.removeIf(Diagnosis::idle);
            return "the test has ended, but "
                    + onAndOn(left)
                    + fairly()
                    + ". Tell every thread to end, and join it.";
        }
        return "the test has ended, but "
                + all(left)
                + (left.stream().allMatch(Diagnosis::idle)
                        ? ". Shut its executor or timer down."
                        : ". Shut executors and timers down, and end or join every thread.");
    }

    /** What one schedule showed did not show again. */
    public static String notDeterministic(FindingKind seen, String place) {
        return "a schedule ended with \""
                + seen.title()
                + "\", and did not when it was run again"
                + (place.isEmpty() ? "" : "; runs of it differ from " + place + " on")
                + ". Something decides that is not under"
                + " control: the real time, a random number, the hash code of an object, input or"
                + " output, another process, or a thread of somebody else's.";
    }

    private String escaped() {
        Fiber fiber = scheduler.escaped;
        return (fiber == null ? "a thread" : waits(fiber))
                + ", inside of a native method or a static initialiser, where it cannot be switched"
                + " away from.";
    }
}
