package dev.hocket.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all groups of clauses need. */
@ExtendWith(TimeBound.class)
interface ContractClauses {

    /** A new engine; of width 1 where it cannot be wider. */
    Engine open(int width);

    /** What the engine can do. */
    default Set<Trait> traits() {
        try (Engine engine = open(1)) {
            return engine.traits();
        }
    }

    /** Skips the test if the engine cannot do this. */
    default void needs(Trait trait) {
        assumeTrue(traits().contains(trait), () -> "the engine lacks " + trait);
    }

    /**
     * The job of a clause. An engine that lacks {@link Trait#BLOCKING} gives the task in another
     * form, such as {@link AsyncForm#offloaded}.
     */
    default <I, O> Job<I, O> job(String name, Task<I, O> task) {
        return Job.of(name, task);
    }

    /** The job of a plan of faults; {@link AsyncForm#mixed} serves where tasks must not block. */
    default <I, O> Job<I, O> planned(String name, Task<I, O> task) {
        return job(name, task);
    }
}
