package dev.hocket.check.explore;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.Schedule;
import dev.hocket.check.Verdict;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.report.FindingBuilder;
import dev.hocket.check.report.FindingSentences;
import dev.hocket.check.report.StepLog;
import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.strategy.ReplayStrategy;
import dev.hocket.check.strategy.StrategyMix;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules until one shows a problem or enough have run, and makes of the problem a finding.
 */
public final class Explorer {
    private static final int LEAST_BOUND = 20_000;
    private static final int CONFIRMATIONS = 3;

    private final CheckRequest request;
    private final ScheduleRunner trial;
    private final StrategyMix strategies;
    private final Set<String> notes = new LinkedHashSet<>();
    private final long start = System.nanoTime();

    Explorer(CheckRequest request) {
        this.request = request;
        this.trial = new ScheduleRunner(TestSubject.of(request));
        this.strategies = StrategyMix.named(request.strategy());
    }

    Verdict explore() {
        Schedule replay = request.replay();
        Finding finding;
        if (replay != null) {
            finding = replay(replay);
        } else {
            finding = search();
        }
        notes.addAll(ControlProblems.all());
        Coverage explored =
                new Coverage(
                        trial.schedules,
                        trial.steps,
                        trial.threads,
                        finding == null
                                && replay == null
                                && notes.isEmpty()
                                && strategies.complete(),
                        Duration.ofNanos(System.nanoTime() - start),
                        request.seed(),
                        trial.bound,
                        List.copyOf(notes));
        return new Verdict(request.name(), finding, explored);
    }

    private @Nullable Finding replay(Schedule schedule) {
        StepLog log = new StepLog();
        ReplayStrategy playback = new ReplayStrategy(schedule);
        if (schedule.bound() > 0) {
            trial.bound = schedule.bound();
        }
        ScheduleRun run = trial.run(playback, 0, log);
        if (playback.diverged()) {
            notes.add(
                    "The schedule could not be followed to its end: it belongs to another version"
                            + " of this test, or something outside of control decides in it.");
        }
        Diagnosis diagnosis = run.diagnosis();
        return diagnosis == null ? null : FindingBuilder.tell(diagnosis, run, log);
    }

    private @Nullable Finding search() {
        ScheduleRun race = null;
        long until = start + request.budget().toNanos();
        long last = request.schedules();
        for (long i = 0; i < last && System.nanoTime() < until && !strategies.exhausted(); i++) {
            ScheduleRun run = trial.run(strategies.of(i), request.seed() * 1_000_003 + i, null);
            notes.addAll(run.scheduler().notes);
            if (i == 0) {
                boolean endless = run.end() == Scheduler.End.ENDLESS;
                trial.bound =
                        endless ? LEAST_BOUND : Math.max(LEAST_BOUND, run.scheduler().steps * 10);
                if (endless) {
                    run = trial.run(strategies.of(i), request.seed() * 1_000_003 + i, null);
                }
            }
            if (!run.scheduler().enumerable()) {
                strategies.endless();
            }
            Diagnosis diagnosis = run.diagnosis();
            if (diagnosis != null && diagnosis.kind() != FindingKind.DATA_RACE) {
                return confirm(diagnosis, run.scheduler().schedule());
            }
            if (diagnosis != null && race == null && request.races()) {
                race = run;
                last = Math.min(last, i + 300);
                until = Math.min(until, System.nanoTime() + 300_000_000L);
            }
        }
        return race == null || race.diagnosis() == null
                ? null
                : confirm(race.diagnosis(), race.scheduler().schedule());
    }

    /**
     * Only what shows again, and again in the same way, is a finding; else the test is not
     * deterministic.
     */
    private Finding confirm(Diagnosis diagnosis, Schedule schedule) {
        ScheduleRun again;
        int confirmed = 0;
        do {
            again = trial.run(new ReplayStrategy(schedule), 0, null);
            if (!diagnosis.equals(again.diagnosis())
                    || !schedule.equals(again.scheduler().schedule())) {
                return notDeterministic(diagnosis, schedule);
            }
        } while (++confirmed < CONFIRMATIONS);
        Schedule shortest = new ScheduleShrinker(trial, diagnosis, again).shrink();
        StepLog log = new StepLog();
        return FindingBuilder.tell(diagnosis, trial.run(new ReplayStrategy(shortest), 0, log), log);
    }

    private Finding notDeterministic(Diagnosis diagnosis, Schedule schedule) {
        StepLog log = new StepLog();
        ScheduleRun run = trial.run(new ReplayStrategy(schedule), 0, log);
        Finding seen = FindingBuilder.tell(diagnosis, run, log);
        return new Finding(
                FindingKind.NOT_DETERMINISTIC,
                FindingSentences.notDeterministic(diagnosis.kind()),
                seen.steps(),
                seen.threads(),
                seen.waitsFor(),
                schedule,
                seen.stackTrace());
    }
}
