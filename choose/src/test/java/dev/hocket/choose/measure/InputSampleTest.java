package dev.hocket.choose.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputSampleTest {
    private static final List<Integer> ALL = IntStream.range(0, 1_000).boxed().toList();

    @Test
    void drawsFromAllOverTheInputsInTheirOrder() {
        InputSample<Integer> sample = InputSample.draw(ALL, 50, 3);

        assertEquals(50, new HashSet<>(sample.inputs()).size());
        assertEquals(sample.inputs().stream().sorted().toList(), sample.inputs());
        assertTrue(sample.inputs().getFirst() < 200 && sample.inputs().getLast() >= 800);
        assertEquals(sample, InputSample.draw(ALL, 50, 3));
        assertNotEquals(sample, InputSample.draw(ALL, 50, 4));
    }

    @Test
    void takesAllWhereThereAreFew() {
        assertEquals(ALL, InputSample.draw(ALL, 1_000, 3).inputs());
    }

    @Test
    void batchesOfARoundBeginAlike() {
        InputSample<Integer> sample = InputSample.draw(ALL, 50, 3);

        assertEquals(sample.batch(2, 10), sample.batch(2, 20).subList(0, 10));
        assertNotEquals(sample.batch(1, 10), sample.batch(2, 10));
    }

    @Test
    void aBatchBeyondTheSampleBeginsAgain() {
        InputSample<Integer> sample = InputSample.draw(ALL, 50, 3);
        InputSample.Batch<Integer> batch = sample.batch(1, 120);

        assertEquals(120, batch.size());
        assertEquals(batch.subList(0, 50), batch.subList(50, 100));
        assertEquals(50, new HashSet<>(batch).size());
        assertEquals(sample.inputs().get(batch.position(77)), batch.get(77));
    }
}
