package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that leave a worker no memory to copy them: none ends it. */
@Timeout(120)
class LargeTextTest {
    private static final int MIB = 1 << 20;

    /** Its workers have room for one such text, not for two. */
    private static final Engine ENGINE = new ProcessesProvider().heap(64L * MIB).open(1);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void aTextThatCannotBeCopiedComesBack() {
        Job<String, String> job = Job.of("large", piece -> piece.repeat(36 * MIB / bytes(piece)));
        for (String piece : List.of("a", "é", "aλ")) {
            String whole = ENGINE.map(job, List.of(piece)).getFirst();
            assertEquals(36 * MIB / bytes(piece), whole.length() / piece.length());
            assertEquals(piece, whole.substring(whole.length() - piece.length()));
        }
    }

    /** How many bytes a text takes in memory. */
    private static int bytes(String text) {
        return text.chars().anyMatch(c -> c > 0xFF) ? 2 * text.length() : text.length();
    }

    @Test
    void anExceptionTooLargeToTravelFailsItsOwnInput() {
        Job<Long, Long> job =
                Job.of(
                        "loud",
                        input -> {
                            if (input == 7) {
                                throw new IllegalStateException("x".repeat(40 * MIB));
                            }
                            return input;
                        });
        try (Run<Long, Long> run = ENGINE.start(job, Inputs.range(0, 50))) {
            for (Outcome<Long, Long> outcome : run.inOrder()) {
                if (outcome.input() == 7) {
                    Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                    Cause.Threw threw = assertInstanceOf(Cause.Threw.class, failed.cause());
                    assertTrue(
                            threw.error().toString().contains("IllegalStateException"),
                            () -> threw.error().getClass().getName());
                } else {
                    assertTrue(outcome.isDone(), outcome::toString);
                }
            }
        }
    }
}
