package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An engine without lanes: the consumer of a run executes it, one attempt at a time, on its own
 * thread. Nothing runs while the consumer does other work.
 */
final class SequentialEngine implements Engine {
    private final Set<Supply<?, ?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.BLOCKING);
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        if (closed) {
            throw new IllegalStateException("the engine sequential is closed");
        }
        open.add(supply);
        return new Caller(supply);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Supply::shutDown);
    }

    @Override
    public String toString() {
        return name();
    }

    private final class Caller implements Lanes {
        private final Supply<?, ?> supply;

        Caller(Supply<?, ?> supply) {
            this.supply = supply;
        }

        @Override
        public void width(int lanes) {
            if (lanes != 1) {
                throw new IllegalArgumentException(
                        "width " + lanes + ": sequential has one lane, the caller");
            }
        }

        @Override
        public void replace(Lane lane) {
            // The caller continues by itself once its attempt ends.
        }

        @Override
        public boolean callerHelps() {
            return true;
        }

        @Override
        public void close() {
            open.remove(supply);
        }
    }
}
