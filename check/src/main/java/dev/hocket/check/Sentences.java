package dev.hocket.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.stream.Collectors;

/** Says in a sentence or two what happened. */
final class Sentences {
    private final Scheduler scheduler;
    private final Names names;

    Sentences(Scheduler scheduler, Names names) {
        this.scheduler = scheduler;
        this.names = names;
    }

    String of(Diagnosis diagnosis) {
        return diagnosis.kind().title()
                + ": "
                + switch (diagnosis.kind()) {
                    case DEADLOCK -> deadlock();
                    case MISSED_SIGNAL -> missed();
                    case FAILURE, UNCAUGHT -> threw();
                    case DATA_RACE -> race();
                    case LIVELOCK -> endless("no thread gets to its end");
                    case STARVATION -> endless(starved());
                    case LEFT_RUNNING -> left();
                    case OUT_OF_CONTROL -> escaped();
                    case NOT_DETERMINISTIC -> "the same schedule led to different steps.";
                };
    }

    private String deadlock() {
        List<Fiber> cycle = Diagnosis.cycle(scheduler);
        if (cycle.isEmpty()) {
            return all(Diagnosis.waiting(scheduler));
        }
        if (cycle.size() == 1) {
            Fiber only = cycle.get(0);
            return only.name() + " waits for " + awaited(only) + ", which it holds itself.";
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

    private String all(List<Fiber> fibers) {
        return fibers.stream().map(this::waits).collect(Collectors.joining("; ")) + ".";
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
        List<Fiber> owners = Owners.of(scheduler, fiber);
        String held =
                owners.isEmpty()
                        ? ""
                        : ", held by "
                                + owners.stream()
                                        .map(o -> o.name() + (o.ended() ? " (ended)" : ""))
                                        .collect(Collectors.joining(" and "));
        return switch (fiber.state) {
            case ENDED -> Phrases.ENDED;
            case READY -> "runs";
            case SLEEPING -> "sleeps";
            case JOINING -> "waits for " + names.of(fiber.target) + " to end";
            case ENTERING -> "waits for " + awaited(fiber) + held;
            case WAITING ->
                    owners.isEmpty()
                            ? "waits to be notified on " + awaited(fiber)
                            : "waits for " + awaited(fiber) + held;
            case PARKED -> "waits " + parked(fiber) + held;
        };
    }

    private String parked(Fiber fiber) {
        if (Diagnosis.idle(fiber)) {
            return "for work";
        }
        if (fiber.callee == null) {
            return fiber.blocker == null ? "to be unparked" : "in " + names.of(fiber.blocker);
        }
        String method = Site.of(fiber.calleeSite).name;
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
        return names.of(Owners.awaited(fiber));
    }

    private String missed() {
        List<Fiber> waiting = Diagnosis.waiting(scheduler);
        List<Fiber> told = new ArrayList<>(waiting);
        told.removeIf(fiber -> fiber.state == Fiber.State.JOINING || Diagnosis.idle(fiber));
        List<Fiber> those = told.isEmpty() ? waiting : told;
        return all(those).replaceAll("\\.$", "")
                + ", and no thread is left that could wake "
                + (those.size() == 1 ? "it." : "them.");
    }

    private String threw() {
        Fiber fiber = scheduler.threw;
        Throwable thrown = fiber == null ? null : fiber.thrown;
        if (fiber == null || thrown == null) {
            return "a thread threw.";
        }
        String place = Places.first(thrown);
        return fiber.name()
                + " threw "
                + Places.thrown(thrown)
                + (place.isEmpty() ? "" : " at " + place)
                + ".";
    }

    private String race() {
        Memory.Race race = scheduler.memory.race();
        if (race == null) {
            return "none.";
        }
        String owner =
                race.owner() instanceof String type ? Names.simple(type) : names.of(race.owner());
        boolean array = race.variable().startsWith("[");
        Site later = Site.of(race.laterSite());
        boolean call = later.operation == Operation.CALL;
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
    String meets(Memory.Race race, int thread) {
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
        String location = Site.of(site).location();
        return location.isEmpty() ? "" : " at " + location;
    }

    private String endless(String who) {
        return who
                + " within "
                + scheduler.bound
                + " steps, the last "
                + scheduler.bound / 2
                + " of them by fair turns. "
                + all(Diagnosis.waiting(scheduler));
    }

    private String starved() {
        return scheduler.fibers.stream()
                        .filter(fiber ->
                                fiber.state == Fiber.State.ENTERING
                                        || fiber.state == Fiber.State.PARKED
                                        || fiber.state == Fiber.State.WAITING)
                        .filter(fiber -> !Diagnosis.idle(fiber))
                        .map(Fiber::name)
                        .collect(Collectors.joining(", "))
                + " did not come to its turn";
    }

    private String left() {
        List<Fiber> left = Diagnosis.waiting(scheduler);
        left.removeIf(fiber -> fiber.daemon);
        return "the test has ended, but "
                + all(left).replaceAll("\\.$", "")
                + ". Shut executors and timers down, and end or join every thread.";
    }

    private String escaped() {
        Fiber fiber = scheduler.escaped;
        return (fiber == null ? "a thread" : waits(fiber))
                + ", inside of a native method or a static initialiser, where it cannot be switched"
                + " away from.";
    }
}
