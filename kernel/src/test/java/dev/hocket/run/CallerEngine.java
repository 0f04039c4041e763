package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine without lanes: the consumer runs all leases. */
public final class CallerEngine implements Engine {
    @Override
    public String name() {
        return "caller";
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
        return new Lanes() {
            @Override
            public void width(int lanes) {}

            @Override
            public void replace(Lane lane) {}

            @Override
            public boolean callerHelps() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
