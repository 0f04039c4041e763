package dev.hocket.reactive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.spi.Trait;
import dev.hocket.testkit.AsyncForm;
import dev.hocket.testkit.EngineContract;
import java.util.EnumSet;
import java.util.Set;

/** The contract by tasks in their non-blocking form. */
final class NonBlockingAttemptsTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return new ReactiveProvider().open(width);
    }

    @Override
    public Set<Trait> traits() {
        Set<Trait> others = EnumSet.copyOf(ReactiveProvider.TRAITS);
        others.remove(Trait.BLOCKING); // whose clauses ReactiveEngineTest holds
        return others;
    }

    @Override
    public <I, O> Job<I, O> job(String name, Task<I, O> task) {
        return name.equals("where")
                ? AsyncForm.direct(name, task)
                : AsyncForm.offloaded(name, task);
    }

    @Override
    public <I, O> Job<I, O> planned(String name, Task<I, O> task) {
        return AsyncForm.mixed(name, task);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertFalse(lane.isVirtual());
        assertTrue(lane.isDaemon());
        assertNotSame(consumer, lane);
        assertTrue(lane.getName().startsWith("hocket-reactive-flights-"), lane.getName());
    }
}
