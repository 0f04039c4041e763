package dev.hocket.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Progress;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void showsShareRateTimeLeftAndFailures() {
        String bar = new ProgressLine(false).bar(progress(100, 40, 10, 10), 0, 100);
        assertEquals(
                " 50% [===============>              ] 50/100, 5/s, 10 s left, 10 failed, 3"
                        + " running",
                bar);
    }

    @Test
    void withoutAKnownTotalThereIsNoBar() {
        String bar = new ProgressLine(false).bar(progress(-1, 50, 0, 10), 0, 100);
        assertEquals("50 done, 5/s, 3 running", bar);
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        ProgressLine line = new ProgressLine(false);
        for (int second = 0; second <= 100; second++) {
            line.plain(progress(-1, second, 0, second), second * SECOND);
        }
        String faster = "";
        for (int i = 1; i <= 40; i++) {
            faster = line.plain(progress(-1, 100 + 50L * i, 0, 100 + i), (100 + i) * SECOND);
        }
        assertTrue(faster.contains(", 50/s"), faster);
    }

    @Test
    void neverReachesTheLastColumn() {
        for (int columns = 5; columns < 120; columns++) {
            String bar = new ProgressLine(false).bar(progress(100, 40, 10, 10), 0, columns);
            assertTrue(bar.length() < columns, bar);
        }
    }

    @Test
    void failuresAreRedWhereColoursAreWelcome() {
        String red = "\u001b[31m";
        assertTrue(new ProgressLine(true).bar(progress(9, 1, 2, 1), 0, 99).contains(red + "2 fai"));
        assertFalse(new ProgressLine(true).bar(progress(9, 1, 0, 1), 0, 99).contains(red));
    }

    private static Progress progress(long total, long done, long failed, long seconds) {
        return new Progress(
                total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                done + failed,
                0,
                done,
                failed,
                0,
                3,
                0,
                0,
                Duration.ofSeconds(seconds),
                false);
    }
}
