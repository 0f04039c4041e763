package dev.hocket.testkit;

import dev.hocket.spi.Trait;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs seeded fault plans. */
interface PlanClauses extends ContractClauses {
    /** How many plans are run; the property {@code hocket.seeds} asks for more. */
    long SEEDS = 150;

    @TestFactory
    default Stream<DynamicTest> holdsUnderFaults() {
        Long only = Long.getLong("hocket.seed");
        Set<Trait> traits = traits();
        LongStream seeds =
                only != null
                        ? LongStream.of(only)
                        : LongStream.range(0, Long.getLong("hocket.seeds", SEEDS));
        return seeds.mapToObj(
                seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, traits)));
    }

    /** Runs the plan of one seed again. */
    default void replay(long seed) throws Exception {
        play(seed, traits());
    }

    private void play(long seed, Set<Trait> traits) throws Exception {
        FaultPlan plan = FaultPlan.of(seed, traits);
        try {
            PlannedRun.of(plan, this);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError(
                    "%s%nplan: %s%nreplay: new %s().replay(%dL), or -Dtest=%s -Dhocket.seed=%d"
                            .formatted(
                                    failed.getMessage(),
                                    plan,
                                    getClass().getSimpleName(),
                                    seed,
                                    getClass().getSimpleName(),
                                    seed),
                    failed);
        }
    }
}
