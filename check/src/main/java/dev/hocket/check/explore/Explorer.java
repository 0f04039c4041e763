package dev.hocket.check.explore;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.Schedule;
import dev.hocket.check.SearchEnd;
import dev.hocket.check.Verdict;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.report.FindingBuilder;
import dev.hocket.check.report.FindingSentences;
import dev.hocket.check.report.StepLog;
import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.IgnoredRaces;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.strategy.ReplayStrategy;
import dev.hocket.check.strategy.StrategyMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules until one shows a problem or enough have run, and makes of the problem a finding.
 *
 * <p>The first schedule is run twice: what happens only when classes are loaded and libraries set
 * themselves up is not a finding. A problem that does not show again in the same schedule does not
 * end the search, nor does a data race, for a while: what fails tells more. In the end what repeats
 * comes first, data races after other problems, and what does not repeat is only told if there is
 * nothing else.
 */
public final class Explorer {
    private static final int LEAST_BOUND = 20_000;
    private static final int MOST_BOUND = 20_000_000;
    private static final int CONFIRMATIONS = 3;

    /** How many problems that do not repeat are tried again before the search is given up. */
    private static final int MOST_UNREPEATED = 20;

    private static final long SCHEDULES_AFTER_RACE = 300;
    private static final long NANOS_AFTER_RACE = 300_000_000L;

    /** So many schedules run after a race even if they take longer, so that no load decides. */
    private static final long LEAST_AFTER_RACE = 100;

    private static final long MOST_NANOS_AFTER_RACE = 5_000_000_000L;

    private final CheckRequest request;
    private final SearchOptions options;
    private final ScheduleRunner trial;
    private StrategyMix strategies;
    private final Set<String> notes = new LinkedHashSet<>();
    private final UnfinishedCount unfinished = new UnfinishedCount();
    private final long start = System.nanoTime();

    private final SharedSearch share;

    /** When this part of the search ends. */
    private long until;

    /** The number of the schedule that showed the finding. */
    private long number;

    private final List<Finding> found = new ArrayList<>();
    private final Set<Diagnosis> known = new HashSet<>();

    /** The first schedule that showed each race, as long as nothing else is found. */
    private final Map<Diagnosis, Seen> races = new LinkedHashMap<>();

    /** A schedule and its number. */
    private record Seen(Schedule schedule, long number) {}

    /** Which schedule showed the first race, and when that was. */
    private long raced;

    private long racedAt;

    private long foundIn;
    private SearchEnd end = SearchEnd.SCHEDULES;
    private @Nullable Finding unrepeated;
    private int unrepeatedCount;

    /** Of a part of a search, or of all of it. */
    Explorer(CheckRequest request, SharedSearch share) {
        this.request = request;
        this.share = share;
        this.options = request.options();
        this.until = start + options.budget().toNanos();
        share.lowerLimit(options.schedules());
        if (share.index == 0) {
            share.lowerUntil(until);
        }
        this.trial =
                new ScheduleRunner(
                        TestSubject.of(request), new IgnoredRaces(options.ignoreRaces()));
        trial.bound = options.steps() == 0 ? trial.bound : options.steps();
        this.strategies = StrategyMix.named(options.strategy());
    }

    Verdict explore() {
        Schedule replay = request.replay();
        if (replay != null) {
            end = SearchEnd.REPLAYED;
            replay(replay);
        } else {
            search();
        }
        notes.addAll(ControlProblems.all());
        notes.addAll(trial.ignored.notes());
        notes.addAll(unfinished.notes(trial.schedules, trial.bound));
        Coverage explored =
                new Coverage(
                        trial.schedules,
                        trial.steps,
                        trial.threads,
                        found.isEmpty()
                                && replay == null
                                && notes.isEmpty()
                                && strategies.complete(),
                        Duration.ofNanos(System.nanoTime() - start),
                        options.seed(),
                        trial.bound,
                        foundIn,
                        end,
                        List.copyOf(notes));
        return new Verdict(
                request.name(),
                found.isEmpty() ? null : found.getFirst(),
                found.isEmpty() ? List.of() : found.subList(1, found.size()),
                explored);
    }

    private void replay(Schedule schedule) {
        StepLog log = new StepLog();
        ReplayStrategy playback = new ReplayStrategy(schedule);
        if (schedule.bound() > 0) {
            trial.bound = schedule.bound();
        }
        trial.replayed = schedule;
        ScheduleRun run = trial.run(playback, 0, log);
        if (playback.diverged() && run.diagnosis() == null) {
            throw new IllegalArgumentException(
                    "The schedule does not belong to "
                            + request.name()
                            + " as it is now: "
                            + playback.divergence()
                            + ". Check the test without it, which makes a new one.");
        }
        if (playback.diverged()) {
            notes.add(
                    "The schedule could not be followed to its end: it belongs to another version"
                            + " of this test, or something outside of control decides in it.");
        }
        Diagnosis diagnosis = run.diagnosis();
        if (diagnosis != null) {
            found.add(FindingBuilder.tell(diagnosis, run, log));
        }
    }

    /** The number of the schedule that showed the finding, from 0. */
    long number() {
        return number;
    }

    private void search() {
        until = share.until();
        trial.until = until;
        long i = 0;
        if (share.index > 0) {
            first();
            strategies.expect(trial.threads);
            forgetFirst();
            share.isReady();
            i = share.awaitHandOver(strategies);
            trial.bound = share.isDivided() ? share.bound() : trial.bound;
        }
        for (; i < share.limit(); i++) {
            until = share.until();
            trial.until = until;
            if (strategies.exhausted() || System.nanoTime() >= until || isRaceEnough(i)) {
                end = strategies.exhausted() ? SearchEnd.ALL_TRIED : SearchEnd.BUDGET;
                break;
            }
            share.handOver(i, trial.bound, strategies);
            if (share.owns(i, strategies) && !goesOnAfter(i)) {
                break;
            }
        }
        if (strategies.exhausted()) {
            share.lowerLimit(i);
        }
        if (found.isEmpty() || options.all()) {
            races();
        }
        Finding unclear = unrepeated;
        if (found.isEmpty() && unclear != null) {
            found.add(unclear);
        } else if (!found.isEmpty() && !options.all()) {
            end = SearchEnd.FOUND;
        }
    }

    /** Runs a schedule; whether the search is to go on. */
    private boolean goesOnAfter(long i) {
        ScheduleRun run = i == 0 ? first() : run(i);
        if (i == 0) {
            strategies.expect(trial.threads);
        }
        notes.addAll(run.scheduler().notes);
        unfinished.count(run);
        if (!run.scheduler().enumerable()) {
            strategies.endless();
        }
        Diagnosis diagnosis = run.diagnosis();
        if (diagnosis == null || known.contains(diagnosis)) {
            return true;
        }
        foundIn = foundIn == 0 ? trial.schedules : foundIn;
        if (diagnosis.kind() == FindingKind.DATA_RACE) {
            race(diagnosis, run, i);
        } else {
            problem(diagnosis, run, i);
        }
        if (!found.isEmpty() && !options.all()) {
            share.lowerLimit(i + 1);
            return false;
        }
        if (unrepeatedCount >= MOST_UNREPEATED) {
            end = SearchEnd.NOT_REPEATED;
            return false;
        }
        return true;
    }

    /** What this JVM ran only to learn how long schedules are. */
    private void forgetFirst() {
        trial.schedules = 0;
        trial.steps = 0;
    }

    private ScheduleRun run(long at) {
        trial.number = at;
        return trial.run(strategies.of(at), options.seed() * 1_000_003 + at, null);
    }

    /** Runs the first schedule, which says how many steps the others may have. */
    private ScheduleRun first() {
        run(0);
        ScheduleRun run = anew();
        if (options.steps() > 0) {
            return run;
        }
        long enough = System.nanoTime() + (until - System.nanoTime()) / 4;
        while (run.end() == Scheduler.End.UNFINISHED
                && run.scheduler().steps >= trial.bound
                && trial.bound < MOST_BOUND
                && System.nanoTime() < enough) {
            trial.bound *= 8;
            run = anew();
        }
        if (run.end() == Scheduler.End.REPEATS) {
            return repeated(run);
        }
        if (run.end() != Scheduler.End.UNFINISHED) {
            trial.bound = Math.max(LEAST_BOUND, run.scheduler().steps * 10);
        }
        return run;
    }

    /** The first schedule comes back to the same state: it may do so much earlier. */
    private ScheduleRun repeated(ScheduleRun run) {
        int enough = trial.bound;
        trial.bound = LEAST_BOUND;
        ScheduleRun shorter = anew();
        if (shorter.end() == Scheduler.End.UNFINISHED) {
            trial.bound = enough;
            return run;
        }
        return shorter;
    }

    /** Runs the first schedule as if none had run. */
    private ScheduleRun anew() {
        strategies = StrategyMix.named(options.strategy());
        trial.schedules = 0;
        trial.steps = 0;
        return run(0);
    }

    /** Whether there is a race, and nothing that tells more has shown for long enough. */
    private boolean isRaceEnough(long number) {
        return !races.isEmpty()
                && !options.all()
                && number - raced >= LEAST_AFTER_RACE
                && System.nanoTime() - racedAt >= NANOS_AFTER_RACE;
    }

    private void race(Diagnosis diagnosis, ScheduleRun run, long at) {
        if (races.isEmpty() && !options.all()) {
            raced = at;
            racedAt = System.nanoTime();
            share.lowerLimit(at + SCHEDULES_AFTER_RACE);
            share.lowerUntil(racedAt + MOST_NANOS_AFTER_RACE);
        }
        races.putIfAbsent(diagnosis, new Seen(run.scheduler().schedule(), at));
    }

    private void races() {
        for (Map.Entry<Diagnosis, Seen> race : races.entrySet()) {
            Seen seen = race.getValue();
            Finding finding = confirm(race.getKey(), seen.schedule(), seen.number());
            if (finding != null) {
                found.add(finding);
                number = found.size() == 1 ? seen.number() : number;
                if (!options.all()) {
                    return;
                }
            }
        }
    }

    private void problem(Diagnosis diagnosis, ScheduleRun run, long at) {
        Finding finding = confirm(diagnosis, run.scheduler().schedule(), at);
        if (finding == null) {
            unrepeatedCount++;
        } else {
            known.add(diagnosis);
            found.add(finding);
            number = found.size() == 1 ? at : number;
        }
    }

    /**
     * The finding, as short as it gets, if the problem shows again, and again in the same way; else
     * null, and the test is not deterministic.
     */
    private @Nullable Finding confirm(Diagnosis diagnosis, Schedule schedule, long at) {
        trial.until = System.nanoTime() + Long.MAX_VALUE / 2;
        try {
            ScheduleRun again;
            int confirmed = 0;
            do {
                again = trial.run(new ReplayStrategy(schedule), 0, null);
                if (!diagnosis.equals(again.diagnosis())
                        || !schedule.equals(again.scheduler().schedule())) {
                    if (unrepeated == null) {
                        unrepeated = notDeterministic(diagnosis, schedule);
                        number = at;
                    }
                    return null;
                }
            } while (++confirmed < CONFIRMATIONS);
            Schedule shortest = new ScheduleShrinker(trial, diagnosis, again).shrink();
            StepLog log = new StepLog();
            ScheduleRun shown = trial.run(new ReplayStrategy(shortest), 0, log);
            return FindingBuilder.tell(diagnosis, shown, log);
        } finally {
            trial.until = until;
        }
    }

    private Finding notDeterministic(Diagnosis diagnosis, Schedule schedule) {
        StepLog log = new StepLog();
        ScheduleRun run = trial.run(new ReplayStrategy(schedule), 0, log);
        StepLog again = new StepLog();
        trial.run(new ReplayStrategy(schedule), 0, again);
        String place = log.firstDifference(again);
        Finding seen = FindingBuilder.tell(diagnosis, run, log);
        return new Finding(
                FindingKind.NOT_DETERMINISTIC,
                FindingSentences.notDeterministic(diagnosis.kind(), place),
                seen.steps(),
                seen.threads(),
                seen.waitsFor(),
                schedule,
                seen.stackTrace());
    }
}
