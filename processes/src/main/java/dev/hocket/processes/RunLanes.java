package dev.hocket.processes;

import dev.hocket.Lane;
import dev.hocket.Lanes;
import dev.hocket.Lease;
import dev.hocket.Supply;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lanes of one run. */
final class RunLanes<I, O extends @Nullable Object> implements Lanes {
    /** A lease's work: enough to be worth the way to another process. */
    private static final long LEASE_NANOS = 1_000_000;

    private final Pool pool;
    private final Supply<I, O> supply;
    private final TaskForm task;
    private final Map<Lane, Turn> turns = new ConcurrentHashMap<>();

    /** The numbers of the lanes that go on. Guarded by this. */
    private final BitSet going = new BitSet();

    private volatile int target;
    private volatile boolean ended;

    RunLanes(Pool pool, Supply<I, O> supply, TaskForm task) {
        this.pool = pool;
        this.supply = supply;
        this.task = task;
    }

    @Override
    public synchronized void width(int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("width " + lanes + ": must be at least 1");
        }
        target = Math.min(lanes, pool.width());
        for (int i = going.nextClearBit(1); i <= target; i = going.nextClearBit(i)) {
            going.set(i);
            begin(i);
        }
    }

    private void begin(int number) {
        Turn turn = new Turn(number);
        turns.put(turn.lane, turn);
        pool.execute(turn);
    }

    private synchronized boolean leaves(int number) {
        if (number <= target) {
            return false;
        }
        going.clear(number);
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

    /** The lane's thread comes back by itself once its worker is dead, and goes on then. */
    @Override
    public void replace(Lane lane) {}

    /** Attempts run in workers alone. */
    @Override
    public boolean callerHelps() {
        return false;
    }

    void shutDown() {
        supply.shutDown();
    }

    @Override
    public void close() {
        ended = true;
        pool.ended(this);
    }

    /** A lane, and its loop. */
    private final class Turn implements Runnable {
        final int number;
        final Lane lane;
        final Exchange<I, O> exchange = pool.exchange(supply.job(), task);

        private final boolean paced = supply.job().rate().isPresent();

        /** Whether its attempts run, so that it is no use to interrupt its thread. */
        volatile boolean away;

        Turn(int number) {
            this.number = number;
            this.lane = supply.lane(Processes.NAME + "-" + number, LEASE_NANOS);
        }

        /** A turn that was woken waits here for the end of the one before. */
        @Override
        public synchronized void run() {
            try {
                loop();
            } catch (IOException | RuntimeException | Error broken) {
                supply.broken(broken); // else the run would wait for this lane for ever
            } finally {
                exchange.release();
            }
        }

        private void loop() throws IOException {
            while (!ended) {
                if (paced) { // what counts is when an attempt starts, not when its worker does
                    exchange.prepare();
                }
                Lease<I, O> lease = supply.pull(lane, () -> pool.execute(this));
                if (lease != null) {
                    perform(lease);
                }
                if (lane.lost()) {
                    turns.remove(lane);
                    begin(number);
                    return;
                }
                if (lease == null || (number > target && leaves(number))) {
                    return;
                }
                if (pool.contended()) {
                    pool.execute(this);
                    return;
                }
            }
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
