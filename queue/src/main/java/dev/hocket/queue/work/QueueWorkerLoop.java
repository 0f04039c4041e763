package dev.hocket.queue.work;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.RefusedException;
import dev.hocket.queue.JobResolver;
import dev.hocket.queue.JobResolver.Call;
import dev.hocket.queue.JobResolver.UnsuitableWorkerException;
import dev.hocket.queue.PayloadException;
import dev.hocket.queue.WorkerListener;
import dev.hocket.queue.store.Beat;
import dev.hocket.queue.store.ClaimedJob;
import dev.hocket.queue.store.JobFinish;
import dev.hocket.queue.store.QueueStore;
import dev.hocket.queue.store.StoreException;
import dev.hocket.queue.store.Turn;
import dev.hocket.text.ErrorText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A worker: three threads around {@link HeldJobs}. One talks to the store, one hands jobs to the
 * engine, and one waits for the store's word that there is work. Outcomes come from the engine's
 * lanes.
 *
 * <p><b>Nothing is lost.</b> An outcome is kept until a turn with it was committed. If the store
 * does not answer, the same turn is tried again; an outcome that had been committed after all is
 * stale by then, as its lease is gone, and is dropped. Jobs that the store gave in a turn whose
 * answer never came are not known here: the beat after a failed turn names all leases that are
 * known, and the store takes back the others.
 *
 * <p><b>Nothing is doubled.</b> A job of which the lease was lost is cancelled and its outcome
 * dropped; were it told to the store, the lease number would not match.
 */
public final class QueueWorkerLoop {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(2);
    private static final Duration UNSUITABLE_DELAY = Duration.ofSeconds(5);
    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final QueueStore store;
    private final Engine engine;
    private final Map<String, JobResolver> jobs;
    private final WorkerSettings settings;
    private final WorkerListener events;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition toTell = lock.newCondition();
    private final Condition toStart = lock.newCondition();

    // Guarded by the lock.
    private final HeldJobs held;
    private Stage stage = Stage.WORKING;
    private long graceUntil;
    private long recorded;

    /** The number that the store knows it by; set by the thread that talks to the store. */
    private volatile long worker;

    // Of the thread that talks to the store.
    private long nextBeat;
    private boolean inDoubt;

    /** What a worker is about to do. */
    private enum Stage {
        WORKING,
        DRAINING,
        STOPPING,
        OVER
    }

    public QueueWorkerLoop(
            QueueStore store,
            Engine engine,
            Map<String, JobResolver> jobs,
            WorkerSettings settings,
            WorkerListener events) {
        this.store = store;
        this.engine = engine;
        this.jobs = Map.copyOf(jobs);
        this.settings = settings;
        this.events = events;
        this.held = new HeldJobs(settings.width(), System.nanoTime());
        this.stage = settings.drain() ? Stage.DRAINING : Stage.WORKING;
    }

    /** Registers the worker and starts its threads. */
    public void start() throws StoreException {
        worker = store.register(settings.registration(List.copyOf(jobs.keySet())));
        nextBeat = System.nanoTime(); // to take back at once what dead workers hold
        start("hocket-worker", this::talk);
        start("hocket-worker-feed", this::feed);
        start("hocket-worker-wake", this::awaitWork);
    }

    private static void start(String name, Runnable body) {
        Thread _ = Thread.ofPlatform().daemon().name(name).start(body);
    }

    /** Completes with the number of recorded outcomes when the worker has ended. */
    public CompletableFuture<Long> ended() {
        return ended;
    }

    /** Ends once there is nothing left to claim. */
    public void drain() {
        lock.lock();
        try {
            if (stage == Stage.WORKING) {
                stage = Stage.DRAINING;
                held.mayFindWork();
                toTell.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Claims no more, gives back what has not started, and ends when the rest has ended; what still
     * runs after the grace is cancelled and given back.
     */
    public void stop(Duration grace) {
        lock.lock();
        try {
            if (stage == Stage.OVER) {
                return;
            }
            long until = System.nanoTime() + Math.max(0, grace.toNanos());
            graceUntil = stage == Stage.STOPPING && graceUntil - until < 0 ? graceUntil : until;
            stage = Stage.STOPPING;
            held.stopAccepting();
            toTell.signalAll();
            toStart.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // --- the thread that talks to the store ---

    private void talk() {
        Duration pause = FIRST_PAUSE;
        Throwable failure = null;
        try {
            while (true) {
                HeldJobs.Batch batch = nextBatch();
                if (batch == null && isOver()) {
                    break;
                }
                try {
                    exchange(batch);
                    if (!pause.equals(FIRST_PAUSE)) {
                        events.storeIsBack();
                    }
                    pause = FIRST_PAUSE;
                } catch (StoreException gone) {
                    if (batch != null) {
                        putBack(batch);
                    }
                    if (!gone.isPassing() || (givesUp() && pause.equals(LAST_PAUSE))) {
                        throw gone;
                    }
                    if (pause.equals(FIRST_PAUSE)) {
                        events.storeIsGone(ErrorText.of(gone));
                    }
                    pause(pause);
                    pause = longer(pause);
                }
            }
            store.leave(worker);
        } catch (StoreException | RuntimeException | Error broken) {
            failure = broken;
        }
        end(failure);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : twice;
    }

    private boolean givesUp() {
        lock.lock();
        try {
            return stage == Stage.STOPPING && System.nanoTime() - graceUntil >= 0;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable failure) {
        List<SubmittedJob> left;
        long count;
        lock.lock();
        try {
            stage = Stage.OVER;
            left = held.giveAllBack();
            count = recorded;
            toStart.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(SubmittedJob::cancel);
        store.wake();
        if (failure == null) {
            boolean _ = ended.complete(count);
        } else {
            boolean _ = ended.completeExceptionally(failure);
        }
    }

    /** Waits for something to tell the store; null if a beat is due, or if the worker is over. */
    private HeldJobs.@Nullable Batch nextBatch() {
        List<SubmittedJob> tooLong = List.of();
        HeldJobs.Batch batch = null;
        lock.lock();
        try {
            while (batch == null && !isOver() && !beatDue()) {
                long now = System.nanoTime();
                if (stage == Stage.STOPPING && held.running() > 0 && now - graceUntil >= 0) {
                    tooLong = held.giveAllBack();
                }
                batch = held.take(now);
                if (batch == null && !endsNow()) {
                    long most = Math.max(1, nextBeat - now);
                    if (stage == Stage.STOPPING) {
                        most = Math.min(most, Math.max(1, graceUntil - now));
                    }
                    long _ = toTell.awaitNanos(held.quietNanos(now, most));
                }
            }
        } catch (InterruptedException notOurs) {
            stage = Stage.STOPPING; // nobody interrupts this thread; end it without loss
            held.stopAccepting();
        } finally {
            lock.unlock();
        }
        if (!tooLong.isEmpty()) {
            events.graceIsOver(tooLong.size());
            tooLong.forEach(SubmittedJob::cancel);
        }
        return batch;
    }

    /** Whether it has just come to its end. Needs the lock. */
    private boolean endsNow() {
        boolean drained = stage == Stage.DRAINING && held.isDrained();
        boolean stopped = stage == Stage.STOPPING && held.isIdle();
        if (drained || stopped) {
            stage = Stage.OVER;
        }
        return drained || stopped;
    }

    private boolean isOver() {
        lock.lock();
        try {
            return stage == Stage.OVER;
        } finally {
            lock.unlock();
        }
    }

    private boolean beatDue() {
        return inDoubt || System.nanoTime() - nextBeat >= 0;
    }

    private void exchange(HeldJobs.@Nullable Batch batch) throws StoreException {
        if (beatDue()) {
            beat(batch);
        }
        if (batch == null) {
            return;
        }
        long began = System.nanoTime();
        boolean holding;
        lock.lock();
        try {
            holding = held.open() > 0;
        } finally {
            lock.unlock();
        }
        Turn turn;
        try {
            turn = store.turn(worker, batch.finished(), batch.returned(), batch.claim(), holding);
        } catch (StoreException gone) {
            inDoubt = true;
            throw gone;
        }
        long now = System.nanoTime();
        inDoubt = turn.forgotten();
        int stale = turn.stale().size();
        lock.lock();
        try {
            recorded += batch.finished().size() - stale;
            held.claimed(turn, batch.claim(), now - began, now);
            toStart.signalAll();
        } finally {
            lock.unlock();
        }
        if (stale > 0) {
            events.outcomesDropped(stale);
        }
    }

    /** Tells the store that the worker lives, and hears what became of its leases. */
    private void beat(HeldJobs.@Nullable Batch batch) throws StoreException {
        Map<Long, Long> leases;
        lock.lock();
        try {
            leases = held.leases();
        } finally {
            lock.unlock();
        }
        if (batch != null) {
            batch.finished().forEach(finish -> leases.put(finish.id(), finish.lease()));
            batch.returned().forEach(back -> leases.put(back.id(), back.lease()));
        }
        Beat answer = store.beat(worker, leases);
        if (answer.forgotten()) {
            worker = store.register(settings.registration(List.copyOf(jobs.keySet())));
        }
        inDoubt = false;
        nextBeat = System.nanoTime() + store.beatInterval().toNanos();
        List<SubmittedJob> lost;
        lock.lock();
        try {
            lost = held.lost(answer.lost());
            toStart.signalAll();
        } finally {
            lock.unlock();
        }
        if (!lost.isEmpty()) {
            events.leasesLost(lost.size());
        }
        lost.forEach(SubmittedJob::cancel);
        for (Long id : answer.cancelled()) {
            cancel(id);
        }
        answer.unserved().forEach(events::unserved);
    }

    /** A job was cancelled while it runs. */
    private void cancel(long id) {
        SubmittedJob one;
        lock.lock();
        try {
            one = held.submitted(id);
            if (one != null) {
                JobFinish finish = Outcomes.cancelled(one);
                boolean _ = held.ended(one, finish, System.nanoTime());
                toTell.signalAll();
                toStart.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (one != null) {
            one.cancel();
        }
    }

    private void putBack(HeldJobs.Batch batch) {
        lock.lock();
        try {
            held.putBack(batch);
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            Stage before = stage;
            while (left > 0 && stage == before) {
                left = toTell.awaitNanos(left);
            }
        } catch (InterruptedException notOurs) {
            // the next try comes sooner
        } finally {
            lock.unlock();
        }
    }

    // --- the thread that hands jobs to the engine ---

    private void feed() {
        for (SubmittedJob one = next(); one != null; one = next()) {
            submit(one);
        }
    }

    private @Nullable SubmittedJob next() {
        lock.lock();
        try {
            while (stage != Stage.OVER) {
                SubmittedJob one = held.next(System.nanoTime());
                if (one != null) {
                    return one;
                }
                toStart.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void submit(SubmittedJob one) {
        ClaimedJob job = one.job();
        JobResolver resolver = jobs.get(job.name());
        Call<?, ?> call;
        try {
            if (resolver == null) {
                throw new UnsuitableWorkerException("this worker has no job '" + job.name() + "'");
            }
            call = resolver.resolve(job.payload());
        } catch (UnsuitableWorkerException other) {
            leave(one, ErrorText.of(other));
            return;
        } catch (PayloadException | RuntimeException | Error unreadable) {
            ended(one, Outcomes.failed(one, new Cause.Threw(unreadable), null));
            return;
        }
        try {
            submit(one, call);
        } catch (RefusedException refused) {
            leave(one, ErrorText.of(refused));
        } catch (RuntimeException closed) { // the engine, or the JVM has no more threads
            giveBack(one, Duration.ZERO);
            breakOff(closed);
        }
    }

    private <I, O extends @Nullable Object> void submit(SubmittedJob one, Call<I, O> call) {
        if (call.input() instanceof InTransaction<?> own) {
            own.runsFor(store, worker, one);
        }
        CompletableFuture<O> future = engine.submit(call.job(), call.input());
        one.runsAs(future);
        CompletableFuture<O> _ =
                future.whenComplete((output, thrown) -> ended(one, call, output, thrown));
    }

    /** Another worker may be able to run it. */
    private void leave(SubmittedJob one, String reason) {
        events.jobLeft(one.job().id(), one.job().name(), reason);
        giveBack(one, UNSUITABLE_DELAY);
    }

    /** The engine does not run jobs any more. */
    private void breakOff(Throwable why) {
        events.engineClosed(ErrorText.of(why));
        stop(Duration.ZERO);
    }

    private <I, O extends @Nullable Object> void ended(
            SubmittedJob one, Call<I, O> call, O output, @Nullable Throwable thrown) {
        switch (thrown) {
            case null -> ended(one, done(one, call, output));
            case FailedInputException failed ->
                    ended(one, Outcomes.failed(one, failed.why(), evidence(call, failed.why())));
            // its thread was interrupted, or this worker cancelled it
            case CancellationException _ -> giveBack(one, Duration.ZERO);
            default -> {
                giveBack(one, Duration.ZERO);
                breakOff(thrown);
            }
        }
    }

    private static <I, O extends @Nullable Object> JobFinish done(
            SubmittedJob one, Call<I, O> call, O output) {
        try {
            return Outcomes.done(one, call.outputs().write(output));
        } catch (PayloadException | RuntimeException unwritable) {
            return Outcomes.failed(one, new Cause.Threw(unwritable), null);
        }
    }

    private static byte @Nullable [] evidence(Call<?, ?> call, Cause cause) {
        try {
            return call.evidence().apply(cause);
        } catch (RuntimeException unreadable) {
            return null; // the cause itself is told
        }
    }

    private void giveBack(SubmittedJob one, Duration delay) {
        lock.lock();
        try {
            boolean _ = held.giveBack(one, delay);
            toTell.signal();
            toStart.signal();
        } finally {
            lock.unlock();
        }
    }

    private void ended(SubmittedJob one, JobFinish finish) {
        lock.lock();
        try {
            if (one.isRecorded()) {
                recorded += held.endedItself(one, System.nanoTime()) ? 1 : 0;
            } else {
                boolean _ = held.ended(one, finish, System.nanoTime());
            }
            toStart.signal();
            if (held.concernsStore()) {
                toTell.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    // --- the thread that waits for the store's word ---

    private void awaitWork() {
        long seen = 0;
        while (!isOver()) {
            try {
                seen = store.awaitChange(seen, Duration.ofNanos(POLL_NANOS));
            } catch (StoreException gone) {
                pauseWake();
            }
            lock.lock();
            try {
                held.mayFindWork();
                toTell.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void pauseWake() {
        try {
            Thread.sleep(LAST_PAUSE);
        } catch (InterruptedException notOurs) {
            Thread.currentThread().interrupt();
        }
    }
}
