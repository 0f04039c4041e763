package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.spi.Lane;
import dev.hocket.spi.LaneUsage;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import dev.hocket.text.ErrorText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run as its engine sees it. */
public final class RunSupply<I, O extends @Nullable Object> implements Supply<I, O> {
    private final ActiveRun<I, O> run;
    private final RunState<I, O> state;

    /** Whether the thread that starts the run waits for it. */
    private final boolean awaited;

    public RunSupply(ActiveRun<I, O> run, boolean awaited) {
        this.run = run;
        this.state = run.state();
        this.awaited = awaited;
    }

    @Override
    public Job<I, O> job() {
        return state.context().job();
    }

    @Override
    public Lane lane(String engine, int number) {
        return run.newLane(engine, number, false);
    }

    @Override
    public Lane lane(String engine, int number, long leaseNanos) {
        RunLane lane = run.newLane(engine, number, false);
        lane.aim(leaseNanos);
        return lane;
    }

    @Override
    public boolean reads() {
        return state.reads();
    }

    @Override
    public int usefulLanes() {
        return state.usefulLanes();
    }

    @Override
    public boolean awaited() {
        return awaited && state.consumerMayHelp();
    }

    @Override
    public @Nullable Lease<I, O> pull(Lane lane, Runnable wake) {
        return state.pull((RunLane) lane, wake);
    }

    @Override
    public void park(Lane lane, Runnable wake) {
        state.park((RunLane) lane, wake);
    }

    @Override
    public void wakeAnother() {
        state.wakeAnother();
    }

    @Override
    public void width(int lanes) {
        state.width(lanes);
    }

    @Override
    public LaneUsage laneUsage() {
        return state.laneUsage();
    }

    @Override
    public void workerStarted(Lane lane, long pid) {
        AttemptEvents events = state.context().events();
        if (events != null) {
            events.workerStarted(lane.name(), pid);
        }
    }

    @Override
    public void workerDied(Lane lane, long pid, Supplier<Cause.Crashed> how) {
        AttemptEvents events = state.context().events();
        if (events != null) {
            events.workerDied(lane.name(), pid, how.get());
        }
    }

    @Override
    public boolean closed() {
        return state.closed();
    }

    @Override
    public void shutDown() {
        run.stop(Report.End.CLOSED);
    }

    @Override
    public void broken(Throwable why) {
        state.fail(
                new RunException(
                        RunException.Part.ENGINE,
                        "%s: the engine broke: %s".formatted(job().name(), ErrorText.of(why)),
                        why));
    }
}
