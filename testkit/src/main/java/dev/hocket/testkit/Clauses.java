package dev.hocket.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.Engine;
import dev.hocket.Trait;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all groups of clauses need. */
@ExtendWith(Bound.class)
interface Clauses {

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
}
