package dev.hocket.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.run.CallerEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputSourceTest {
    private static Iterator<Long> counting(LongFunction<Long> each) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Long next() {
                return each.apply(next++);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> Long sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void anIteratorThatThrowsKeepsWhatCameBefore() throws Exception {
        for (Throwable thrown :
                List.of(new IllegalStateException(), new StackOverflowError(), new IOException())) {
            InputSource<Long> source =
                    InputSource.of(
                            counting(i ->
                                    i < 10
                                            ? Long.valueOf(i)
                                            : InputSourceTest.<Error>sneak(thrown)),
                            InputSource.UNKNOWN);
            List<@Nullable Object> read = new ArrayList<>();
            @Nullable Object[] into = new @Nullable Object[100];
            Throwable seen = null;
            while (seen == null) {
                try {
                    int n = source.pull(into, 100);
                    read.addAll(Arrays.asList(into).subList(0, n));
                } catch (Throwable met) {
                    seen = met;
                }
            }
            assertEquals(thrown, seen);
            assertEquals(10, read.size());
            assertThrows(thrown.getClass(), () -> source.pull(into, 100));
        }
    }

    @Test
    void elementsOfASlowIteratorDoNotWaitForOneAnother() throws Exception {
        InputSource<Long> slow =
                InputSource.of(
                        counting(i -> {
                            long until = System.nanoTime() + 200_000;
                            while (System.nanoTime() < until) {
                                Thread.onSpinWait();
                            }
                            return i;
                        }),
                        InputSource.UNKNOWN);
        @Nullable Object[] into = new @Nullable Object[100];
        for (int i = 0; i < 20; i++) {
            assertEquals(1, slow.pull(into, 100), "one by one, as each took long");
        }
    }

    @Test
    void rangesAndListsAreReadInPlace() throws Exception {
        InputSource<Long> range = SourceInputs.open(Inputs.range(-3, 4));
        assertTrue(range.indexed());
        assertEquals(7, range.size());
        assertEquals(-3, range.at(0));
        assertEquals(3, range.at(6));
        @Nullable Object[] into = new @Nullable Object[5];
        assertEquals(5, range.pull(into, 5));
        assertEquals(2, range.pull(into, 5));
        assertEquals(List.of(2L, 3L), Arrays.asList(into).subList(0, 2));
        assertEquals(0, range.pull(into, 5));
        assertTrue(SourceInputs.open(Inputs.of("a", "b")).indexed());
        InputSource<String> set =
                SourceInputs.open(Inputs.of(new LinkedHashSet<>(List.of("a", "b"))));
        assertEquals(2, set.size());
        assertTrue(!set.indexed());
        assertEquals(
                Long.MAX_VALUE, SourceInputs.open(Inputs.range(-1, Long.MAX_VALUE - 1)).size());
    }

    @Test
    void inputsOfAnIteratorOrAStreamAreReadOnce() throws Exception {
        List<Integer> list = List.of(1, 2, 3);
        for (Inputs<Integer> once :
                List.of(
                        Inputs.of(list.iterator()),
                        Inputs.of(list.stream()),
                        Inputs.of(list.spliterator()))) {
            SourceInputs.open(once).close();
            IllegalStateException again =
                    assertThrows(
                            IllegalStateException.class, () -> SourceInputs.open(once).close());
            assertTrue(String.valueOf(again.getMessage()).contains("collect them into a list"));
        }
        Inputs<Integer> many = Inputs.of(list);
        SourceInputs.open(many).close();
        SourceInputs.open(many).close();
    }

    @Test
    void liveInputsAreNeverReadAhead() throws Exception {
        try (InputSource<Integer> source =
                SourceInputs.open(Inputs.live(IntStream.range(0, 100).iterator()))) {
            @Nullable Object[] into = new @Nullable Object[64];
            for (int i = 0; i < 100; i++) {
                assertEquals(1, source.pull(into, 64));
                assertEquals(i, into[0]);
            }
            assertEquals(0, source.pull(into, 64));
        }
    }

    @Test
    void aStreamIsSizedWhereItKnowsAndClosedByItsRun() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputSource<Integer> source =
                SourceInputs.open(
                        Inputs.<Integer>of(Stream.of(1, 2, 3).onClose(() -> closed.set(true))));
        assertEquals(3, source.size());
        source.close();
        assertTrue(closed.get());
        InputSource<Integer> filtered =
                SourceInputs.open(Inputs.of(IntStream.range(0, 9).filter(i -> i > 4)));
        assertEquals(InputSource.UNKNOWN, filtered.size());
        try (Run<Integer, Integer> run =
                new CallerEngine()
                        .start(
                                Job.of("close", i -> i),
                                Inputs.<Integer>of(
                                        Stream.of(1, 2, 3).onClose(() -> closed.set(false))))) {
            assertEquals(3, run.drain().done());
        }
        assertTrue(!closed.get());
    }
}
