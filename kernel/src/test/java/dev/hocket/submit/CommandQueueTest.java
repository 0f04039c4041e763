package dev.hocket.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands come out in the order in which they went in, whoever takes them. */
class CommandQueueTest {
    private record Numbered(int number, int submitter) implements Runnable {
        @Override
        public void run() {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheOrderOfAll(long seed) {
        Random dice = new Random(seed);
        Thread[] threads = {new Thread("a"), new Thread("b"), new Thread("c")};
        CommandQueue queue = new CommandQueue();
        List<Numbered> model = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            switch (dice.nextInt(5)) {
                case 0 -> {
                    Numbered one = new Numbered(step, -1);
                    queue.add(one);
                    model.add(one);
                }
                case 1, 2 -> {
                    Numbered one = new Numbered(step, dice.nextInt(threads.length));
                    queue.add(one, threads[one.submitter]);
                    model.add(one);
                }
                case 3 -> assertEquals(model.isEmpty() ? null : model.removeFirst(), queue.poll());
                default -> takeOf(queue, threads, dice.nextInt(threads.length), model);
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.stream().anyMatch(one -> one.submitter >= 0), queue.hasNested());
        }
        assertEquals(model, queue.drain());
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
    }

    private static void takeOf(
            CommandQueue queue, Thread[] threads, int submitter, List<Numbered> model) {
        @Nullable Numbered first =
                model.stream().filter(one -> one.submitter == submitter).findFirst().orElse(null);
        assertEquals(first != null, queue.hasNested(threads[submitter]));
        CommandQueue.Nested taken = queue.poll(threads[submitter]);
        assertEquals(first, taken == null ? null : taken.inPlace());
        model.remove(first);
    }

    @Test
    void whatIsPutBackComesFirst() {
        CommandQueue queue = new CommandQueue();
        ArrayDeque<Numbered> all = new ArrayDeque<>();
        for (int i = 0; i < 4; i++) {
            all.add(new Numbered(i, -1));
            queue.add(all.getLast());
        }
        queue.add(new Numbered(4, 0), Thread.currentThread());
        queue.putBack(Objects.requireNonNull(queue.poll()));
        assertEquals(all.getFirst(), queue.poll());
        CommandQueue.Nested nested = Objects.requireNonNull(queue.poll(Thread.currentThread()));
        queue.putBack(nested);
        assertEquals(4, queue.size());
        assertEquals(
                List.of(1, 2, 3, 4),
                queue.drain().stream().map(each -> ((Numbered) each).number).toList());
    }
}
