package dev.hocket.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Job;
import dev.hocket.choose.survey.EngineField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Engines compete for the form that a task has. */
class TaskFormsTest {
    private static final Job<Long, Long> BLOCKING = Job.of("plain", input -> input);
    private static final Job<Long, Long> STAGED =
            Job.async("staged", CompletableFuture::completedFuture);

    private static List<String> names(Job<?, ?> job) {
        EngineField field = EngineField.of(job, List.of(), 2);
        assertTrue(field.notes().isEmpty(), "nobody expects the others: " + field.notes());
        return field.ladders().stream().map(ladder -> ladder.provider().name()).toList();
    }

    @Test
    void theOthersAreNoPartOfIt() {
        assertTrue(names(STAGED).contains("async"));
        assertTrue(!names(STAGED).contains("threads"));
        assertTrue(!names(BLOCKING).contains("async"));
        assertTrue(names(BLOCKING.async(CompletableFuture::completedFuture)).contains("async"));
    }

    @Test
    void oneThatIsAskedForIsRefused() {
        assertEquals(
                "engine 'async' runs only tasks that return a CompletionStage, and that of plain"
                        + " blocks",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> EngineField.of(BLOCKING, List.of("threads", "async:4"), 2))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> EngineField.of(STAGED, List.of("virtual"), 2));
    }
}
