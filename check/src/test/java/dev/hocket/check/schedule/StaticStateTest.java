package dev.hocket.check.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Check;
import dev.hocket.check.Verdict;
import dev.hocket.check.report.VerdictText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each schedule starts from the same static state, or what does not is said. */
class StaticStateTest {
    @SuppressWarnings("ImmutableEnumChecker") // that is the point here
    private enum Level {
        LOW(1) {
            @Override
            int bonus() {
                return bonuses.incrementAndGet();
            }
        },
        HIGH(2);

        private static final Map<String, Level> BY_NAME = new HashMap<>();
        private static int total;

        static {
            for (Level level : values()) {
                BY_NAME.put(level.name(), level);
            }
        }

        final AtomicInteger bonuses = new AtomicInteger();
        private final int weight;
        private int hits;

        Level(int weight) {
            this.weight = weight;
        }

        int bonus() {
            return 0;
        }

        private synchronized void hit() {
            hits += weight;
            total++;
        }
    }

    private static final class Prices {
        private static final Map<Level, Integer> ALL =
                new EnumMap<>(Map.of(Level.LOW, 1, Level.HIGH, 2));
    }

    static void counts() throws InterruptedException {
        Thread other = new Thread(Level.HIGH::hit, "other");
        other.start();
        other.join();
        Level.HIGH.hit();
        assertEquals(4, Level.HIGH.hits);
        assertEquals(2, Level.total);
        assertEquals(1, Level.LOW.bonus());
        assertEquals(0, Level.HIGH.bonus());
        assertSame(Level.HIGH, Level.BY_NAME.get("HIGH"));
        assertSame(Level.HIGH, Level.valueOf("HIGH"));
        assertSame(Level.HIGH, Level.values()[1]);
        assertEquals(2, Prices.ALL.get(Level.HIGH));
        assertEquals(
                "high",
                switch (Level.valueOf("HIGH")) {
                    case LOW -> "low";
                    case HIGH -> "high";
                });
    }

    @Test
    void whatAnEnumHasStartsAnewAndItsConstantsStay() throws Exception {
        Verdict verdict = Check.of(StaticStateTest.class, "counts").schedules(200).run();
        assertTrue(verdict.clean(), () -> VerdictText.of(verdict, 120, ""));
        assertEquals(List.of(), verdict.coverage().notes());
    }

    private interface Shared {
        AtomicInteger USED = new AtomicInteger();
        List<String> NAMES = new ArrayList<>(List.of("a", "b"));
    }

    static void keeps() throws InterruptedException {
        Thread other = new Thread(Shared.USED::incrementAndGet, "other");
        other.start();
        other.join();
        assertEquals("b", Shared.NAMES.get(1));
    }

    @Test
    void whatAnInterfaceKeepsFromOneScheduleToTheNextIsSaid() throws Exception {
        String notes =
                Check.of(StaticStateTest.class, "keeps").schedules(200).run().coverage().notes()
                        + "";
        assertTrue(notes.contains("Shared.USED is in an interface"), notes);
        assertTrue(!notes.contains("NAMES"), notes);
    }
}
