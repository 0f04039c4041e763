package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.processes.lanes.LaneThreads;
import dev.hocket.processes.lanes.ProcessesEngine;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.testkit.EngineContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;

/**
 * The contract, with workers that are threads of this JVM: the clauses' tasks close over latches
 * and counters, which cannot travel. All else is as with processes: link, messages, batches, pool,
 * kills. What only a process can show is in {@link CrashTest} and {@link ProcessesTest}.
 */
class ProcessesContractTest extends EngineContract {
    private static final String NO_PARENT =
            "a task in a child process cannot hold its parent's engine";
    private static final String NO_EXECUTOR = "a future is completed in the process that runs it";
    private static final String KILLED = "no worker is left behind: what ignores its end is killed";

    @Override
    public Engine open(int width) {
        WorkerOptions options = WorkerOptions.defaults().sockets(true);
        return new ProcessesEngine(
                new LaneThreads(width, options, new ThreadWorkerStarter(), new ByReferenceCodec()));
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertTrue(lane.getName().startsWith(ThreadWorkerStarter.THREADS), lane::getName);
    }

    @Override
    @Disabled(NO_PARENT)
    public void tasksMayRunOnTheirOwnEngine() {}

    @Override
    @Disabled(NO_PARENT)
    public void tasksMayRunOnTheirEngineOverAnother() {}

    @Override
    @Disabled(NO_PARENT)
    public void aTaskMaySubscribeToARunOnItsOwnEngine() {}

    @Override
    @Disabled(NO_PARENT)
    public void aTaskMayWaitForFuturesOfItsOwnEngine() {}

    @Override
    @Disabled(NO_PARENT)
    public void cancellingTheOuterRunReachesTheInner() {}

    @Override
    @Disabled(NO_PARENT)
    public void aHelperThatLeavesWakesALane() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public void closingTheEngineCancelsWhatItsExecutorHolds() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public void aTaskMayWaitForWhatItHandsToItsOwnExecutor() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public void manyTasksMayWaitForTasksOfTheirOwnExecutor() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public void aCommandThatWaitsKeepsItsLane() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public void anExecutorSaysHowItIs() {}

    @Override
    @Disabled(NO_EXECUTOR)
    public Stream<DynamicTest> whatACommandThrowsEndsNoLane() {
        return Stream.of();
    }

    @Override
    @Disabled(NO_EXECUTOR)
    public void aFailedTaskLeavesItsLaneAsItWas() {}

    @Override
    @Disabled(KILLED)
    public void stubbornRunsAreClosedTogether() {}

    @Override
    @Disabled(KILLED)
    public void anEngineThatLostAllLanesBreaksItsRuns() {}
}
