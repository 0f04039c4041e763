package dev.hocket.check.diagnosis;

import dev.hocket.check.FindingKind;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.RaceDetector;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.SourcePlaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a schedule. Two schedules show the same problem if the kind and the key are
 * the same.
 *
 * @param kind what sort of problem
 * @param key the places in the code that are involved
 */
public record Diagnosis(FindingKind kind, String key) {
    /** What is wrong, or null; a data race only if nothing else is. */
    public static @Nullable Diagnosis of(Scheduler scheduler, Scheduler.End end) {
        Fiber threw = scheduler.threw;
        return switch (end) {
            case THREW -> threw == null ? null : threw(threw);
            case ESCAPED -> new Diagnosis(FindingKind.OUT_OF_CONTROL, "");
            case REPEATS -> new Diagnosis(endless(scheduler), "");
            case UNFINISHED -> null;
            case STUCK -> stuck(scheduler);
            case DONE -> race(scheduler);
        };
    }

    static @Nullable Diagnosis race(Scheduler scheduler) {
        RaceDetector.Race race = scheduler.memory.race();
        return race == null ? null : new Diagnosis(FindingKind.DATA_RACE, race.key());
    }

    private static Diagnosis threw(Fiber fiber) {
        Throwable thrown = fiber.thrown;
        FindingKind kind = fiber.number == 0 ? FindingKind.FAILURE : FindingKind.UNCAUGHT;
        if (thrown == null) {
            return new Diagnosis(kind, "");
        }
        // An initialiser fails once for all: later it is only said that it has.
        Throwable cause = thrown.getCause();
        return thrown instanceof LinkageError && cause != null
                ? new Diagnosis(kind, "initialiser " + SourcePlaces.first(cause))
                : new Diagnosis(
                        kind, thrown.getClass().getName() + " " + SourcePlaces.first(thrown));
    }

    /** Some thread was kept out all the while, or none gets anywhere. */
    private static FindingKind endless(Scheduler scheduler) {
        if (!starved(scheduler).isEmpty()) {
            return FindingKind.STARVATION;
        }
        return scheduler.fibers.get(0).ended() ? FindingKind.LEFT_RUNNING : FindingKind.LIVELOCK;
    }

    /**
     * Of a schedule that does not end, the threads that keep the JVM alive and only waited to be
     * let in or told while all went by fair turns, if others did more than that. Where all only
     * look for what no thread does, one whose waits time out looks as well, and is not kept out.
     */
    public static List<Fiber> starved(Scheduler scheduler) {
        boolean onlyLook = scheduler.onlyLooks();
        List<Fiber> starved = new ArrayList<>();
        boolean others = false;
        for (Fiber fiber : scheduler.fibers) {
            boolean joins = fiber.state == Fiber.State.JOINING;
            if (fiber.ended() || joins || idle(fiber)) {
                continue;
            }
            boolean waited = fiber.waitedSince(scheduler.fairSince());
            others |= !waited;
            boolean looks = onlyLook && fiber.timedOutSince(scheduler.fairSince());
            if (waited && !fiber.daemon && !looks) {
                starved.add(fiber);
            }
        }
        return others ? starved : List.of();
    }

    private static Diagnosis stuck(Scheduler scheduler) {
        List<Fiber> waiting = waiting(scheduler);
        StringBuilder key = new StringBuilder();
        for (Fiber fiber : waiting) {
            key.append(fiber.site).append('/').append(fiber.calleeSite).append(' ');
        }
        if (!cycle(scheduler).isEmpty()) {
            return new Diagnosis(FindingKind.DEADLOCK, "cycle");
        }
        boolean onlyIdle = waiting.stream().allMatch(Diagnosis::idle);
        if (onlyIdle) {
            return new Diagnosis(FindingKind.LEFT_RUNNING, "");
        }
        for (Fiber fiber : waiting) {
            List<Fiber> owners = LockOwners.of(scheduler, fiber);
            if (!owners.isEmpty() && fiber.state != Fiber.State.JOINING) {
                return new Diagnosis(FindingKind.DEADLOCK, key.toString());
            }
        }
        if (scheduler.fibers.get(0).ended()) {
            return new Diagnosis(FindingKind.LEFT_RUNNING, "");
        }
        return new Diagnosis(FindingKind.MISSED_SIGNAL, key.toString());
    }

    /** Those that wait in vain and keep the JVM alive, or hold what those need. */
    public static List<Fiber> waiting(Scheduler scheduler) {
        List<Fiber> all = new ArrayList<>();
        for (Fiber fiber : scheduler.fibers) {
            if (!fiber.ended() && !(fiber.daemon && idle(fiber))) {
                all.add(fiber);
            }
        }
        return all;
    }

    /** A thread of a pool, or a timer, that has nothing to do. */
    public static boolean idle(Fiber fiber) {
        return fiber.number > 0
                && (fiber.state == Fiber.State.PARKED || fiber.state == Fiber.State.WAITING)
                && fiber.callee == null
                && fiber.held.isEmpty()
                && HookSite.of(fiber.site).location().isEmpty();
    }

    /** Threads that wait for each other in a circle; empty if there is none. */
    public static List<Fiber> cycle(Scheduler scheduler) {
        Set<Fiber> seen = new HashSet<>();
        for (Fiber start : scheduler.fibers) {
            List<Fiber> cycle = follow(scheduler, start, new ArrayList<>(), seen);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private static List<Fiber> follow(
            Scheduler scheduler, Fiber at, List<Fiber> path, Set<Fiber> seen) {
        int from = path.indexOf(at);
        if (from >= 0) {
            return fromLowest(path.subList(from, path.size()));
        }
        if (at.ended() || !seen.add(at)) {
            return List.of();
        }
        path.add(at);
        for (Fiber owner : LockOwners.of(scheduler, at)) {
            List<Fiber> cycle = follow(scheduler, owner, path, seen);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        path.removeLast();
        return List.of();
    }

    /** The same circle, from the thread that was started first. */
    private static List<Fiber> fromLowest(List<Fiber> cycle) {
        int lowest = 0;
        for (int i = 1; i < cycle.size(); i++) {
            lowest = cycle.get(i).number < cycle.get(lowest).number ? i : lowest;
        }
        List<Fiber> turned = new ArrayList<>(cycle.subList(lowest, cycle.size()));
        turned.addAll(cycle.subList(0, lowest));
        return turned;
    }
}
