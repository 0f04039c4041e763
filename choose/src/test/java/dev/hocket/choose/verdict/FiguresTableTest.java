package dev.hocket.choose.verdict;

import static dev.hocket.choose.SyntheticJobs.exact;
import static dev.hocket.choose.SyntheticJobs.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.choose.Agreement;
import dev.hocket.choose.Bottleneck;
import dev.hocket.choose.Choice;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.MedianInterval;
import dev.hocket.choose.Recommendation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTableTest {
    private static Choice choice(List<EngineFigures> rows, String engine, List<String> alike) {
        return new Choice(
                "shrink",
                2,
                60,
                40,
                Duration.ofMillis(82),
                Duration.ofSeconds(41),
                rows,
                new Recommendation(Bottleneck.CPU, engine, alike, "Because.", "Use it."),
                List.of("2 inputs failed"));
    }

    private static final List<EngineFigures> ROWS =
            List.of(
                    row("sequential", 12.1, 12.1, 23.9, 0.99),
                    row("threads:2", 23.9, 12.1, 23.9, 1.97),
                    row("forkjoin:2", 23.8, exact(1.96), exact(1.01), 1.98, Agreement.DIFFERENT),
                    new EngineFigures(
                            "virtual:256",
                            256,
                            5,
                            new MedianInterval(1.2e6, 1_234_567, 1.3e6, 0.9375),
                            exact(102_000),
                            exact(51_000),
                            Optional.empty(),
                            0.004,
                            0.004,
                            2_500_000_000L,
                            Agreement.UNKNOWN));

    @Test
    void alignsWhatWasMeasured() {
        String table = choice(ROWS, "threads:2", List.of("threads:2", "virtual:256")).table();

        assertEquals(
                """
                  engine      width  inputs/s         spread  speed-up    p99    CPU  memory  same answer
                  sequential      1      12.1    11.7 – 12.3      1.00  90 ms   99 %  123 MB  yes
                > threads         2      23.9    23.2 – 24.4      1.98  90 ms  197 %  123 MB  yes
                  forkjoin        2      23.8    23.1 – 24.3      1.96  90 ms  198 %  123 MB  NO
                ~ virtual       256    1.23 M  1.2 M – 1.3 M    102000      –    0 %  2.5 GB  ?
                """,
                table.substring(0, table.indexOf("> recommended")));
        assertEquals(
                """
                > recommended  ~ cannot be told apart from the fastest
                medians of 5 rounds; spread: contains the median with 94 % confidence; CPU: 100 % is one core;
                memory: peak heap, garbage included; 40 of 60 inputs, measured in 41 s
                """,
                table.substring(table.indexOf("> recommended")));
    }

    @Test
    void fitsIntoAHundredColumns() {
        choice(ROWS, "threads:2", List.of("threads:2", "virtual:256"))
                .table()
                .lines()
                .forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void aClearWinnerNeedsNoLegendForTheRest() {
        String table = choice(ROWS, "threads:2", List.of("threads:2")).table();

        assertTrue(table.contains("> recommended\n"), table);
    }

    @Test
    void theWholeHasNotesAndVerdict() {
        String text = choice(ROWS, "threads:2", List.of("threads:2")).toString();

        assertTrue(text.endsWith("\n\nnote: 2 inputs failed\nBecause. Use it.\n"), text);
    }
}
