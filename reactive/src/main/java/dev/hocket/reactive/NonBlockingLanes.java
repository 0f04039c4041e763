package dev.hocket.reactive;

import dev.hocket.spi.Lane;
import dev.hocket.spi.LaneNumbers;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.LostLanes;
import dev.hocket.spi.Supply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lanes of one run whose attempts do not block. */
final class NonBlockingLanes<I, O extends @Nullable Object> implements Lanes {
    private final NonBlockingAttempts flights;
    private final Supply<I, O> supply;
    private final boolean nested;
    private final Map<Lane, NonBlockingLane<I, O>> lanes = new ConcurrentHashMap<>();

    private final LaneNumbers numbers;
    private volatile boolean ended;

    /**
     * No lanes yet.
     *
     * @param nested whether an attempt starts the run
     */
    NonBlockingLanes(NonBlockingAttempts flights, Supply<I, O> supply, boolean nested) {
        this.flights = flights;
        this.supply = supply;
        this.numbers = new LaneNumbers(flights.width());
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
    public void width(int most) {
        int _ = numbers.width(most, this::start);
    }

    /** Whether a lane is to end, as there are to be fewer. */
    boolean leaves(int number) {
        return numbers.leaves(number);
    }

    private void start(int number) {
        NonBlockingLane<I, O> lane = new NonBlockingLane<>(flights, this, number);
        lanes.put(lane.lane(), lane);
        lane.begin();
    }

    /** A lane has been given up: another continues under its number. */
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
        NonBlockingLane<I, O> lost = lanes.get(lane);
        if (lost == null) {
            LostLanes.Loss _ = flights.losses().lost(lane); // it has come back already
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
