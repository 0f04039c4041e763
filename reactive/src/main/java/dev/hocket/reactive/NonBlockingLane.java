package dev.hocket.reactive;

import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * A lane whose attempts do not block, as a pipeline of its events: that it may pull, that a stage
 * has completed, that one is to be cancelled. They are published on the scheduler and run there one
 * after the other, so all state of the lane belongs to the pipeline.
 */
final class NonBlockingLane<I, O extends @Nullable Object> implements Lease.Loop {
    private final NonBlockingAttempts flights;
    private final NonBlockingLanes<I, O> run;
    private final int number;
    private final Lane lane;
    private final Events events = new Events();

    /** Whether a lease is being started, and whether the lane came back from it at once. */
    private boolean starting;

    private boolean free;

    /** Whether a thread was added in place of the one that the lost lane holds. */
    private boolean threadReplaced;

    private static final class Events {
        private @Nullable FluxSink<Runnable> sink;

        void add(Runnable event) {
            FluxSink<Runnable> open = sink;
            if (open != null) {
                FluxSink<Runnable> _ = open.next(event);
            }
        }
    }

    NonBlockingLane(NonBlockingAttempts flights, NonBlockingLanes<I, O> run, int number) {
        this.flights = flights;
        this.run = run;
        this.number = number;
        this.lane = run.supply().lane("reactive", number);
        var _ =
                Flux.<Runnable>create(sink -> events.sink = sink)
                        .publishOn(flights.threads().scheduler())
                        .subscribe(Runnable::run, this::broke);
    }

    Lane lane() {
        return lane;
    }

    private void broke(Throwable why) {
        if (!flights.threads().closed()) {
            run.supply().broken(why);
        }
    }

    /** Has the lane ask for a permit, and then for leases. */
    void begin() {
        events.add(this::start);
    }

    private void start() {
        if (run.ended()) {
            run.forget(lane);
        } else if (flights.take(this)) {
            turn();
        }
    }

    /** The lane has its permit now. */
    void granted() {
        events.add(this::turn);
    }

    /** Starts leases until an attempt keeps the lane, or none is left, or others wait. */
    private void turn() {
        while (!run.ended()) {
            Lease<I, O> lease = run.supply().pull(lane, this::begin);
            if (lease == null) {
                if (lane.lost()) {
                    comeBack(); // reading the source took it too long
                } else {
                    flights.give();
                }
                return;
            }
            starting = true;
            free = false;
            lease.runAsync(lane, this);
            starting = false;
            if (!free || !goesOn()) {
                return;
            }
        }
        flights.give();
    }

    /** The lane is free and has a permit: whether it pulls again now. */
    private boolean goesOn() {
        if (run.leaves(number)) {
            run.forget(lane);
            flights.give();
            return false;
        }
        if (flights.contended()) {
            flights.give();
            begin();
            return false;
        }
        if (flights.threads().contended()) {
            var _ = flights.threads().scheduler().schedule(this::granted);
            return false;
        }
        return true;
    }

    @Override
    public @Nullable Lane another() {
        return null; // what is left of the lease goes to the other lanes by way of the run
    }

    @Override
    public void execute(Runnable what) {
        events.add(what);
    }

    @Override
    public void free(Lane given) {
        if (lane.lost()) {
            comeBack();
        } else if (starting) {
            free = true;
        } else if (goesOn()) {
            turn();
        }
    }

    /** The lane was given up: its stage does not complete, or its task keeps the thread. */
    void lost() {
        synchronized (events) {
            switch (flights.losses().lost(lane)) {
                case BACK -> {} // it was gone for a moment only
                case REPLACED -> {
                    threadReplaced = lane.thread() != null;
                    if (threadReplaced) {
                        flights.threads().resize(1);
                    }
                    flights.give();
                    run.startAgain(number);
                }
                case TOO_MANY -> flights.tooMany();
            }
        }
    }

    /** The lane was given up, but has ended what it did. */
    private void comeBack() {
        synchronized (events) {
            run.forget(lane);
            if (!flights.losses().back(lane)) {
                flights.give();
                run.startAgain(number);
            } else if (threadReplaced) {
                flights.threads().resize(-1);
            }
        }
    }
}
