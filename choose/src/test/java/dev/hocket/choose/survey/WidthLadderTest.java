package dev.hocket.choose.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hocket.choose.SyntheticJobs;
import dev.hocket.choose.measure.Contender;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;

class WidthLadderTest {
    private static final EngineProvider THREADS =
            SyntheticJobs.provider("threads", 500, Trait.CONCURRENT);
    private static final EngineProvider POOL =
            SyntheticJobs.provider("pool", 500, Trait.CONCURRENT, Trait.SPLITTABLE);
    private static final EngineProvider CALLER = SyntheticJobs.provider("caller", 1);

    private static List<String> first(EngineProvider provider, int cores) {
        return new WidthLadder(provider, 0, cores).first().stream().map(Contender::text).toList();
    }

    @Test
    void beginsAroundTheCores() {
        assertEquals(List.of("threads:1", "threads:8", "threads:16"), first(THREADS, 8));
        assertEquals(List.of("threads:1", "threads:2"), first(THREADS, 1));
        assertEquals(List.of("pool:8"), first(POOL, 8));
        assertEquals(List.of("caller"), first(CALLER, 8));
    }

    @Test
    void climbsFourfoldAsFarAsInputsAndEngineReach() {
        WidthLadder ladder = new WidthLadder(THREADS, 0, 2);

        assertEquals(16, ladder.after(4, 10_000));
        assertEquals(64, ladder.after(16, 10_000));
        assertEquals(256, ladder.after(64, 10_000));
        assertEquals(0, ladder.after(256, 10_000), "threads take at most 500");
        assertEquals(0, ladder.after(16, 100), "100 inputs do not keep 64 lanes busy");
    }

    @Test
    void neitherPoolsNorCallersNorFixedWidthsClimb() {
        assertEquals(0, new WidthLadder(POOL, 0, 2).after(2, 10_000));
        assertEquals(0, new WidthLadder(CALLER, 0, 2).after(1, 10_000));
        assertEquals(0, new WidthLadder(THREADS, 3, 2).after(3, 10_000));
        assertEquals(
                List.of("threads:3"),
                new WidthLadder(THREADS, 3, 2).first().stream().map(Contender::text).toList());
    }

    @Test
    void namesAreRead() {
        List<EngineProvider> all = List.of(CALLER, THREADS);

        assertEquals(THREADS, WidthLadder.of("threads", all, 2).provider());
        assertEquals(7, WidthLadder.of("threads:7", all, 2).first().getFirst().width());
        String unknown =
                assertThrows(IllegalArgumentException.class, () -> WidthLadder.of("gpu", all, 2))
                        .getMessage();
        assertEquals("no engine 'gpu' can run here; there are: caller, threads", unknown);
        IllegalArgumentException wide =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> WidthLadder.of("threads:501", all, 2));
        assertEquals(
                "engine 'threads:501': the width '501' is not a whole number from 1 to 500",
                wide.getMessage());
    }
}
