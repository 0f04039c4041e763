package dev.hocket.reactive;

import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Losses;
import dev.hocket.spi.Supply;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lanes of one run whose attempts do not block. */
final class FlightLanes<I, O extends @Nullable Object> implements Lanes {
    private final Flights flights;
    private final Supply<I, O> supply;
    private final boolean nested;
    private final Map<Lane, FlightLane<I, O>> lanes = new ConcurrentHashMap<>();

    /** The numbers of the lanes that go on. Guarded by this. */
    private final BitSet going = new BitSet();

    private volatile int target;
    private volatile boolean ended;

    /**
     * No lanes yet.
     *
     * @param nested whether an attempt starts the run
     */
    FlightLanes(Flights flights, Supply<I, O> supply, boolean nested) {
        this.flights = flights;
        this.supply = supply;
        this.nested = nested;
        if (nested) {
            flights.give();
        }
    }

    Supply<I, O> supply() {
        return supply;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public synchronized void width(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("width " + most + ": must be at least 1");
        }
        target = Math.min(most, flights.width());
        for (int i = going.nextClearBit(1); i <= target; i = going.nextClearBit(i)) {
            going.set(i);
            start(i);
        }
    }

    /** Whether a lane is to end, as there are to be fewer. */
    boolean leaves(int number) {
        if (number <= target) {
            return false;
        }
        synchronized (this) {
            if (number <= target) {
                return false;
            }
            going.clear(number);
            return true;
        }
    }

    private void start(int number) {
        FlightLane<I, O> lane = new FlightLane<>(flights, this, number);
        lanes.put(lane.lane(), lane);
        lane.begin();
    }

    /** A lane has been given up: another goes on under its number. */
    void startAgain(int number) {
        if (!supply.closed()) {
            start(number);
        }
    }

    void forget(Lane lane) {
        lanes.remove(lane);
    }

    @Override
    public void replace(Lane lane) {
        FlightLane<I, O> lost = lanes.get(lane);
        if (lost == null) {
            Losses.Loss _ = flights.losses().lost(lane); // it has come back already
        } else {
            lost.lost();
        }
    }

    @Override
    public boolean callerHelps() {
        return flights.threads().current();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        flights.ended(this);
        if (nested) {
            flights.remove();
        }
    }
}
