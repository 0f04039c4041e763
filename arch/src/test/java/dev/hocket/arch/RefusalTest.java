package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.spi.EngineProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An engine that refuses names others: each of them does what was refused. */
class RefusalTest {
    /** What an engine is asked for; refuses or does it. */
    private interface Use {
        void on(Engine engine);
    }

    private static final List<Use> USES =
            List.of(
                    engine ->
                            assertEquals(
                                    4_950L,
                                    engine.reduce(Inputs.range(0, 100), 0L, i -> i, Long::sum)),
                    engine ->
                            assertEquals(4_950L, engine.reduceToLong(0, 100, 0, i -> i, Long::sum)),
                    engine -> {
                        Job<Long, Long> job =
                                Job.<Long, Long>of("late", i -> i).deadline(Duration.ofMinutes(1));
                        assertEquals(List.of(0L, 1L), engine.map(job, Inputs.range(0, 2)));
                    },
                    engine -> engine.asExecutorService().shutdown());

    @Test
    void enginesThatARefusalNamesDoIt() {
        Set<String> refusing = new TreeSet<>();
        for (Use use : USES) {
            for (EngineProvider provider : Engine.providers()) {
                for (String named : named(provider.name(), use, refusing)) {
                    try (Engine engine = Engine.named(named)) {
                        use.on(engine);
                    }
                }
            }
        }
        assertTrue(refusing.containsAll(Set.of("async", "sequential")), refusing::toString);
    }

    /** The engines that an engine names when it refuses; none where it does not. */
    private static List<String> named(String name, Use use, Set<String> refusing) {
        try (Engine engine = Engine.named(name)) {
            use.on(engine);
            return List.of();
        } catch (RefusedException refused) {
            refusing.add(name);
            String said = String.valueOf(refused.getMessage());
            int from = said.indexOf("engines that can: ");
            return from < 0
                    ? new ArrayList<>()
                    : List.of(said.substring(from + "engines that can: ".length()).split(", "));
        }
    }
}
