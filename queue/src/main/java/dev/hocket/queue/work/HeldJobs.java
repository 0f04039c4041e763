package dev.hocket.queue.work;

import dev.hocket.queue.store.ClaimedJob;
import dev.hocket.queue.store.JobFinish;
import dev.hocket.queue.store.JobReturn;
import dev.hocket.queue.store.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a worker holds, and its decisions: when to talk to the store and what to tell it.
 * Pure: no thread, no clock, no input or output. Needs the lock of its {@link QueueWorkerLoop}.
 *
 * <p>A claimed job waits, is submitted to the engine, ends, and is recorded with the next turn. All
 * of them are known to the store as held until then; a job that only waits can be given back
 * without an attempt counted. A suspect, which may have brought a worker down, runs alone.
 */
final class HeldJobs {
    /** An outcome waits this long at most for others to be recorded with it. */
    static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Outcomes that are recorded in one turn without waiting for more. */
    static final int FLUSH_COUNT = 500;

    /** Jobs that wait this long behind others go back, for workers that have time. */
    static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What the store is told in one turn. */
    record Batch(List<JobFinish> finished, List<JobReturn> returned, int claim) {}

    private final Prefetch prefetch;
    private final ArrayDeque<ClaimedJob> waiting = new ArrayDeque<>();
    private final Map<Long, SubmittedJob> submitted = new HashMap<>();
    private List<JobFinish> finished = new ArrayList<>();
    private List<JobReturn> returned = new ArrayList<>();
    private long firstFinished;
    private long lastEnded;
    private boolean accepting = true;
    private boolean mayFindWork = true;
    private boolean foundNone;

    /** A suspect waits until this worker holds nothing else. */
    private boolean suspectWaits;

    HeldJobs(int width, long now) {
        this.prefetch = new Prefetch(width, now);
        this.lastEnded = now;
    }

    /** The store has given jobs. */
    void claimed(Turn turn, int asked, long turnNanos, long now) {
        List<ClaimedJob> jobs = turn.claimed();
        prefetch.turned(turnNanos);
        if (waiting.isEmpty() && submitted.isEmpty()) {
            lastEnded = now;
        }
        waiting.addAll(jobs);
        if (asked > 0) {
            suspectWaits = turn.suspects();
            mayFindWork |= suspectWaits || jobs.size() >= asked;
            foundNone = jobs.isEmpty();
            if (jobs.isEmpty() && isIdle()) {
                prefetch.forget(now);
            }
        }
    }

    /** There may be work in the store. */
    void mayFindWork() {
        mayFindWork = true;
        foundNone = false;
    }

    /** The next job to submit to the engine, or null; it counts as submitted from now on. */
    @Nullable SubmittedJob next(long now) {
        ClaimedJob head = waiting.peek();
        if (head == null || submitted.size() >= prefetch.window()) {
            return null;
        }
        boolean besideSuspect = submitted.values().stream().anyMatch(SubmittedJob::isSuspect);
        if (!submitted.isEmpty() && (head.suspect() || besideSuspect)) {
            return null;
        }
        ClaimedJob job = waiting.remove();
        SubmittedJob one = new SubmittedJob(job, now);
        submitted.put(job.id(), one);
        return one;
    }

    /** A submitted job has ended; whether the outcome counts, and is not of a lost lease. */
    boolean ended(SubmittedJob one, JobFinish finish, long now) {
        if (!remove(one)) {
            return false;
        }
        if (finished.isEmpty()) {
            firstFinished = now;
        }
        finished.add(finish);
        lastEnded = now;
        prefetch.ended(1, now);
        return true;
    }

    /** A submitted job has ended, and its outcome is recorded. */
    boolean endedItself(SubmittedJob one, long now) {
        boolean removed = remove(one);
        if (removed) {
            lastEnded = now;
            prefetch.ended(1, now);
        }
        return removed;
    }

    /** A submitted job goes back to the store. */
    boolean giveBack(SubmittedJob one, Duration delay) {
        if (!remove(one)) {
            return false;
        }
        returned.add(new JobReturn(one.job().id(), one.job().lease(), delay));
        return true;
    }

    private boolean remove(SubmittedJob one) {
        return submitted.remove(one.job().id(), one);
    }

    /** Leases that this worker no longer has; what it submitted of them is to be cancelled. */
    List<SubmittedJob> lost(Collection<Long> ids) {
        Set<Long> gone = new HashSet<>(ids);
        waiting.removeIf(job -> gone.contains(job.id()));
        finished.removeIf(finish -> gone.contains(finish.id()));
        List<SubmittedJob> cancelled = new ArrayList<>();
        for (Long id : ids) {
            SubmittedJob one = submitted.remove(id);
            if (one != null) {
                cancelled.add(one);
            }
        }
        return cancelled;
    }

    /** Takes no more jobs, and gives back those that wait. */
    void stopAccepting() {
        accepting = false;
        returnWaiting();
    }

    private void returnWaiting() {
        for (ClaimedJob job : waiting) {
            returned.add(new JobReturn(job.id(), job.lease(), Duration.ZERO));
        }
        waiting.clear();
    }

    /** Gives all back; what was submitted is to be cancelled. */
    List<SubmittedJob> giveAllBack() {
        stopAccepting();
        List<SubmittedJob> all = List.copyOf(submitted.values());
        all.forEach(one -> giveBack(one, Duration.ZERO));
        return all;
    }

    /** What to tell the store now, or null to wait. */
    @Nullable Batch take(long now) {
        if (!waiting.isEmpty() && now - lastEnded >= WAIT_NANOS && !submitted.isEmpty()) {
            returnWaiting();
            prefetch.forget(now);
            lastEnded = now;
        }
        boolean flush = !returned.isEmpty() || flushDue(now);
        int room = accepting ? Math.max(0, prefetch.target() - open()) : 0;
        if (suspectWaits && open() > 0) {
            room = 0;
        }
        boolean hungry = open() < prefetch.window() || open() <= prefetch.target() / 2;
        if (!flush && !(mayFindWork && room > 0 && hungry)) {
            return null;
        }
        Batch batch = new Batch(finished, returned, returned.isEmpty() ? room : 0);
        finished = new ArrayList<>();
        returned = new ArrayList<>();
        if (batch.claim() > 0) {
            mayFindWork = false;
        }
        return batch;
    }

    private boolean flushDue(long now) {
        return !finished.isEmpty()
                && (open() == 0
                        || finished.size() >= FLUSH_COUNT
                        || now - firstFinished >= FLUSH_NANOS);
    }

    /** Whether an end that was just added may give the store's thread something to do. */
    boolean concernsStore() {
        int open = open();
        return finished.size() <= 1
                || finished.size() >= FLUSH_COUNT
                || open == 0
                || (mayFindWork && open <= prefetch.target() / 2);
    }

    /** The store did not answer: the same again later. */
    void putBack(Batch batch) {
        batch.finished().addAll(finished);
        finished = batch.finished();
        batch.returned().addAll(returned);
        returned = batch.returned();
        mayFindWork = true;
    }

    /** How long {@link #take} has nothing to say unless something happens. */
    long quietNanos(long now, long most) {
        long nanos = most;
        if (!finished.isEmpty()) {
            nanos = Math.min(nanos, firstFinished + FLUSH_NANOS - now);
        }
        if (!waiting.isEmpty() && !submitted.isEmpty()) {
            nanos = Math.min(nanos, lastEnded + WAIT_NANOS - now);
        }
        return Math.max(1, nanos);
    }

    /** All leases that this worker has. */
    Map<Long, Long> leases() {
        Map<Long, Long> leases = new HashMap<>();
        waiting.forEach(job -> leases.put(job.id(), job.lease()));
        submitted.values().forEach(one -> leases.put(one.job().id(), one.job().lease()));
        finished.forEach(finish -> leases.put(finish.id(), finish.lease()));
        returned.forEach(back -> leases.put(back.id(), back.lease()));
        return leases;
    }

    /** The submitted jobs, to cancel one. */
    @Nullable SubmittedJob submitted(long id) {
        return submitted.get(id);
    }

    /** Claimed and not ended. */
    int open() {
        return waiting.size() + submitted.size();
    }

    /** The number of jobs that the engine has. */
    int running() {
        return submitted.size();
    }

    /** Whether nothing is held and nothing is to be told. */
    boolean isIdle() {
        return open() == 0 && finished.isEmpty() && returned.isEmpty();
    }

    /** Whether the last claim found nothing, nothing is held and nothing has come since. */
    boolean isDrained() {
        return isIdle() && foundNone && !mayFindWork;
    }
}
