package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import dev.hocket.testkit.AsyncForm;
import dev.hocket.testkit.EngineContract;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine {@code auto} with tasks in their non-blocking form. */
final class AutoAsyncTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return new NonBlocking(Engines.auto(width));
    }

    /** Passes over the clauses whose tasks can only block. */
    private record NonBlocking(Engine engine) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public int width() {
            return engine.width();
        }

        @Override
        public Set<Trait> traits() {
            Set<Trait> traits = EnumSet.copyOf(engine.traits());
            traits.remove(Trait.BLOCKING);
            return traits;
        }

        @Override
        public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
            return engine.lanes(supply, width);
        }

        @Override
        public void close() {
            engine.close();
        }
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
        assertTrue(lane.isDaemon());
        assertTrue(lane.getName().startsWith("hocket-async-"), lane.getName());
    }
}
