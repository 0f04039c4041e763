package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.hocket.Job;
import dev.hocket.Task;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class LambdaRecipeTest {
    private final ValueCodec values = new SerializationCodec();

    @SuppressWarnings("unchecked")
    private String made(ValueCodec.Ready ready) throws Exception {
        Task<Integer, String> made =
                (Task<Integer, String>) values.value(ready, getClass().getClassLoader());
        return Objects.requireNonNull(made).run(3);
    }

    @Test
    void aLambdaOfPlainValuesTravelsByItsNames() throws Exception {
        String text = "x";
        long number = 4;
        Task<Integer, String> task = input -> text + number + input;
        ValueCodec.Ready ready = values.ready(task);
        if (!getClass().getModule().isNamed()) {
            assertInstanceOf(LambdaRecipe.class, ready.value());
        }
        assertEquals("x43", made(ready));
    }

    @Test
    void aLambdaOfOtherObjectsIsSerialized() throws Exception {
        List<String> list = List.of("a", "b");
        Task<Integer, String> task = input -> list.getLast() + input;
        ValueCodec.Ready ready = values.ready(task);
        assertNull(ready.value());
        assertEquals("b3", made(ready));
    }

    @Test
    void aTaskWithoutFieldsHasOneForm() {
        Job<Integer, Integer> job = Job.of("job", (Integer input) -> input + 1);
        assertSame(SerializedTask.of(job, values), SerializedTask.of(job, values));
    }

    @Test
    void aTaskThatCapturesIsSerializedForEachRun() {
        int more = values.hashCode();
        Job<Integer, Integer> job = Job.of("job", (Integer input) -> input + more);
        assertEquals(
                SerializedTask.of(job, values).number() + 1,
                SerializedTask.of(job, values).number());
    }
}
