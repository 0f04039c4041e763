package dev.hocket.testkit;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;

/**
 * The contract of every engine, as a test suite. To test an engine of your own, subclass it,
 * implement how the engine is opened and what its lanes are, and run it like any JUnit test.
 *
 * <pre>{@code
 * final class MyEngineTest extends EngineContract {
 *     public Engine open(int width) {
 *         return new MyEngine(width);
 *     }
 *
 *     public void checkLane(Thread lane, Thread consumer) {
 *         assertTrue(lane.getName().startsWith("my-"));
 *     }
 * }
 * }</pre>
 *
 * <p>The clauses run blocking tasks; an engine that runs only non-blocking ones overrides {@link
 * #job} and {@link #planned}. Clauses that require a {@link dev.hocket.spi.Trait} that the engine
 * lacks are skipped. Besides these clauses, runs with seeded plans of faults are compared with what
 * the plans predict; a failure names its seed. System properties: {@code hocket.seeds} is the
 * number of plans, {@code hocket.seed} runs only one, {@code hocket.stress} is how often a run is
 * cancelled at random moments, {@code hocket.soak} is for how many seconds plans are run one after
 * the other while threads and memory are watched, {@code hocket.patience} is after how many seconds
 * a wait counts as a hang.
 */
public abstract class EngineContract
        implements LaneClauses,
                EndClauses,
                EndReasonClauses,
                NestingClauses,
                ExecutorClauses,
                SubmitClauses,
                StateClauses,
                BatchClauses,
                AttemptClauses,
                ThrowingClauses,
                DeadlineClauses,
                PolicyClauses,
                PlanClauses,
                EnduranceClauses {
    /** For subclasses. */
    protected EngineContract() {}

    @Override
    public abstract Engine open(int width);

    @Override
    public abstract void checkLane(Thread lane, Thread consumer);

    @Override
    public <I, O> Job<I, O> job(String name, Task<I, O> task) {
        return LaneClauses.super.job(name, task);
    }

    @Override
    public <I, O> Job<I, O> planned(String name, Task<I, O> task) {
        return LaneClauses.super.planned(name, task);
    }
}
