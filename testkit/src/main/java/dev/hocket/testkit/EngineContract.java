package dev.hocket.testkit;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;

/**
 * What every engine holds. For those who write an engine: subclass it, say how the engine is opened
 * and what its lanes are, and run it as any JUnit test.
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
 * <p>The clauses run blocking tasks; an engine that runs non-blocking ones alone overrides {@link
 * #job} and {@link #planned}. Clauses about what an engine lacks the {@link dev.hocket.spi.Trait}
 * for are skipped. Besides the single clauses, seeded plans of faults are run and held against what
 * they say must happen; a failure names its seed. System properties: {@code hocket.seeds} says how
 * many plans are run, {@code hocket.seed} runs one alone, {@code hocket.stress} says how often a
 * run is cancelled at random moments, {@code hocket.soak} for how many seconds plans are run one
 * after the other while threads and memory are watched, {@code hocket.patience} after how many
 * seconds a wait counts as hanging.
 */
public abstract class EngineContract
        implements LaneClauses,
                EndClauses,
                EndReasonClauses,
                NestingClauses,
                ExecutorClauses,
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
