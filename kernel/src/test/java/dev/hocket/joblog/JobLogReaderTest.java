package dev.hocket.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogReaderTest {
    private static final String HEADER = "{\"hocket\":1,\"job\":\"j\",\"command\":\"c\"}\n";

    @TempDir private Path folder;

    private List<LoggedOutcome> read(String text) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, text);
        List<LoggedOutcome> outcomes = new ArrayList<>();
        JobLogReader.read(file, outcomes::add);
        return outcomes;
    }

    @Test
    void eachFieldIsRead() throws IOException {
        List<LoggedOutcome> outcomes =
                read(
                        HEADER
                                + "{\"seq\":3,\"key\":\"a\\\"\\u00e9\",\"outcome\":\"threw\",\"attempts\":2,\"started\":\"2026-01-02T03:04:05Z\",\"seconds\":0.25,\"lane\":\"threads-1\",\"exit\":7,\"error\":\"no\",\"more\":{\"x\":[1,null,true]}}\n"
                                + "{\"key\":\"g\",\"outcome\":\"done\",\"grew\":[\"h\",\"i\"]}\n");
        assertEquals(
                List.of(
                        new LoggedOutcome(
                                3,
                                "a\"é",
                                "threw",
                                2,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                Duration.ofMillis(250),
                                "threads-1",
                                OptionalInt.of(7),
                                "no",
                                List.of()),
                        new LoggedOutcome(
                                -1,
                                "g",
                                "done",
                                0,
                                null,
                                Duration.ZERO,
                                "",
                                OptionalInt.empty(),
                                "",
                                List.of("h", "i"))),
                outcomes);
        assertTrue(outcomes.getLast().isDone());
    }

    @Test
    void aTornLastLineIsNotLookedAt() throws IOException {
        assertEquals(0, read(HEADER + "{\"key\":\"a\",\"outcome\":\"do").size());
        assertEquals(0, read("{\"hock").size());
    }

    @Test
    void damageIsNamedWithItsLine() {
        assertTrue(message(HEADER + "{}\n").contains("its line 2 is not an outcome"));
        assertTrue(
                message(HEADER + "[1]\n").contains("line 2 is not an outcome: it is not a JSON"));
        assertTrue(message("{\"a\":1}\n").contains("is not a joblog: its first line has no field"));
        assertTrue(
                assertThrows(
                                JournalException.class,
                                () -> JobLogReader.read(folder.resolve("none"), _ -> {}))
                        .getMessage()
                        .contains("cannot be read"));
    }

    private String message(String text) {
        return assertThrows(JournalException.class, () -> read(text)).getMessage();
    }
}
