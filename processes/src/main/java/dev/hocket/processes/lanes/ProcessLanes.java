package dev.hocket.processes.lanes;

import dev.hocket.link.worker.SerializedTask;
import dev.hocket.spi.Lane;
import dev.hocket.spi.LaneNumbers;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lanes of one run. */
final class ProcessLanes<I, O extends @Nullable Object> implements Lanes {
    /** A lease's work: enough to be worth the way to another process. */
    private static final long LEASE_NANOS = 1_000_000;

    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final int MOST_PASSES = 1_024;

    private final LaneThreads pool;
    private final Supply<I, O> supply;
    private final SerializedTask task;
    private final Map<Lane, Turn> turns = new ConcurrentHashMap<>();

    private final LaneNumbers numbers;

    /** What wakes a lane, by which its turn is known. */
    private interface Waker extends Runnable {
        /** Does what the lane would have been woken for, or wakes it. */
        void help();

        /** The same for a thread that has more to do, if that takes no longer than to wake it. */
        void offer();
    }

    /** Used by the starts of lanes alone, which come one after the other. */
    private boolean begun;

    private volatile boolean ended;

    ProcessLanes(LaneThreads pool, Supply<I, O> supply, SerializedTask task) {
        this.pool = pool;
        this.supply = supply;
        this.task = task;
        this.numbers = new LaneNumbers(pool.width());
    }

    @Override
    public void width(int lanes) {
        int _ = numbers.width(lanes, this::start);
    }

    private void start(int number) {
        Turn turn = turn(number);
        if (!begun && supply.awaited()) {
            supply.park(turn.lane, turn.waker);
        } else {
            turn.waker.run();
        }
        begun = true;
    }

    private Turn turn(int number) {
        Turn turn = new Turn(number);
        turns.put(turn.lane, turn);
        return turn;
    }

    /** A lane that gets no worker leaves, unless it is the last. */
    private boolean retires(Turn turn) {
        if (ended || !numbers.retires(turn.number)) {
            return false;
        }
        turns.remove(turn.lane);
        return true;
    }

    @Override
    public void stop(Lane lane) {
        Turn turn = turns.get(lane);
        if (turn != null && turn.away) {
            turn.exchange.stop();
        } else {
            Lanes.super.stop(lane); // it reads the source
        }
    }

    /** The lane's thread comes back by itself once its worker is dead, and continues then. */
    @Override
    public void replace(Lane lane) {}

    /** Attempts run in workers alone. */
    @Override
    public boolean callerHelps() {
        return false;
    }

    @Override
    public void help(Runnable wake) {
        if (wake instanceof Waker waker) {
            waker.help();
        } else {
            wake.run();
        }
    }

    @Override
    public void offer(Runnable wake) {
        if (wake instanceof Waker waker) {
            waker.offer();
        } else {
            wake.run();
        }
    }

    void shutDown() {
        supply.shutDown();
    }

    @Override
    public void close() {
        ended = true;
        pool.ended(this);
        if (task.stateful()) {
            pool.children().forget(task);
        }
    }

    /** A lane, and its loop. */
    private final class Turn implements Runnable {
        final int number;
        final Lane lane;
        final Exchange<I, O> exchange;

        final Waker waker =
                new Waker() {
                    @Override
                    public void run() {
                        boolean _ = pool.execute(Turn.this);
                    }

                    @Override
                    public void help() {
                        Turn.this.help();
                    }

                    @Override
                    public void offer() {
                        if (exchange.brief()) {
                            Turn.this.help();
                        } else {
                            run();
                        }
                    }
                };

        private final boolean paced = supply.job().rate().isPresent();

        /** What the consumer has begun with. */
        private @Nullable Lease<I, O> pending;

        /** So often no help is of use, and how many will be left out when it was none again. */
        private int passes;

        private int nextPasses = 1;

        /** Whether its attempts run, so that it is no use to interrupt its thread. */
        volatile boolean away;

        Turn(int number) {
            this.number = number;
            this.lane = supply.lane(ProcessesEngine.NAME, number, LEASE_NANOS);
            this.exchange = pool.exchange(supply, lane, task);
        }

        /** A turn that was woken waits here for the end of the one before. */
        @Override
        public synchronized void run() {
            try {
                loop();
            } catch (IOException noWorker) {
                if (retires(this)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}; the run continues with the remaining workers",
                            noWorker.getMessage());
                } else {
                    supply.broken(noWorker); // else the run would wait for this lane forever
                }
            } catch (RuntimeException | Error broken) {
                supply.broken(broken);
            } finally {
                exchange.release();
            }
        }

        private void loop() throws IOException {
            while (!ended) {
                if (paced) { // what counts is when an attempt starts, not when its worker does
                    exchange.prepare();
                }
                Lease<I, O> lease = pending == null ? supply.pull(lane, waker) : pending;
                pending = null;
                if (lease != null) {
                    perform(lease);
                }
                if (lane.lost()) {
                    turns.remove(lane);
                    turn(number).waker.run();
                    return;
                }
                if (lease == null || numbers.leaves(number)) {
                    return;
                }
                if (pool.contended()) {
                    waker.run();
                    return;
                }
            }
        }

        /** On the thread of the consumer, which would wait. */
        private void help() {
            if (passes > 0 || paced || !exchange.quick() || pool.contended()) {
                passes = Math.max(0, passes - 1);
                waker.run();
                return;
            }
            if (!helped() && !pool.execute(this)) {
                run(); // the engine is closed: this ends at once
            }
        }

        /** Whether all is done that the lane was to be woken for. */
        private synchronized boolean helped() {
            try {
                Lease<I, O> lease = ended ? null : supply.pull(lane, waker);
                if (lease == null) {
                    return true;
                }
                away = true;
                pending = lease;
                if (!exchange.tryRun(lane, lease)) {
                    passes = nextPasses;
                    nextPasses = Math.min(MOST_PASSES, 2 * nextPasses);
                    return false;
                }
                nextPasses = 1;
                away = false;
                pending = numbers.leaves(number) ? null : supply.pull(lane, waker);
            } catch (RuntimeException | Error broken) {
                supply.broken(broken);
                away = false;
                pending = null;
            }
            if (pending == null) {
                exchange.release();
            }
            return pending == null;
        }

        private void perform(Lease<I, O> lease) throws IOException {
            boolean _ = Thread.interrupted();
            away = true;
            try {
                exchange.run(lane, lease);
            } finally {
                away = false;
            }
        }
    }
}
