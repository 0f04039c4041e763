package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Job;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * A stage that is a future in name alone: {@code completedStage}, {@code failedStage} and {@code
 * minimalCompletionStage} give ones that throw when they are asked how far they are.
 */
class MinimalStageTest {
    private static CompletionStage<Integer> root(int number) {
        if (number < 0) {
            return CompletableFuture.failedStage(new ArithmeticException("no root"));
        }
        int root = (int) Math.sqrt((double) number);
        return number % 2 == 0
                ? CompletableFuture.completedStage(root)
                : CompletableFuture.supplyAsync(() -> root).minimalCompletionStage();
    }

    @Test
    void givesItsOutputAndItsFailure() {
        try (Engine engine = Engines.async(4)) {
            Job<Integer, Integer> root = Job.async("root", MinimalStageTest::root);
            assertEquals(List.of(2, 3, 4), engine.map(root, List.of(4, 9, 16)));
            FailedInputException failed =
                    assertThrows(FailedInputException.class, () -> engine.map(root, List.of(-1)));
            assertEquals(
                    "root: input 0 ('-1') failed: ArithmeticException: no root",
                    failed.getMessage());
        }
    }
}
