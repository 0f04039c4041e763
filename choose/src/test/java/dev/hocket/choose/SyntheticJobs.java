package dev.hocket.choose;

import dev.hocket.Engine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Rows and engines that were never measured. */
public final class SyntheticJobs {
    private SyntheticJobs() {}

    /** A row of exact figures: a rate, compared with that of the first and of the fastest row. */
    public static EngineFigures row(
            String engine, double rate, double first, double best, double busy) {
        return row(engine, rate, exact(rate / first), exact(rate / best), busy, Agreement.SAME);
    }

    public static EngineFigures row(
            String engine,
            double rate,
            MedianInterval speedUp,
            MedianInterval ofBest,
            double busy,
            Agreement answer) {
        int colon = engine.indexOf(':');
        int width = colon < 0 ? 1 : Integer.parseInt(engine.substring(colon + 1));
        return new EngineFigures(
                engine,
                width,
                5,
                new MedianInterval(0.97 * rate, rate, 1.02 * rate, 0.9375),
                speedUp,
                ofBest,
                Optional.of(Duration.ofMillis(90)),
                busy,
                busy,
                123_000_000,
                answer);
    }

    public static MedianInterval exact(double value) {
        return new MedianInterval(value, value, value, 0.9375);
    }

    public static EngineProvider provider(String name, int maxWidth, Trait... traits) {
        Set<Trait> all = EnumSet.of(Trait.BLOCKING, traits);
        return new EngineProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String lanes() {
                return "none";
            }

            @Override
            public Set<Trait> traits() {
                return all;
            }

            @Override
            public int defaultWidth() {
                return 1;
            }

            @Override
            public int maxWidth() {
                return maxWidth;
            }

            @Override
            public Engine open(int width) {
                throw new UnsupportedOperationException(name + " is a name only");
            }
        };
    }
}
