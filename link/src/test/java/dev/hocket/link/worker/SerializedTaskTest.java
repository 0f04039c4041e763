package dev.hocket.link.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.hocket.Job;
import dev.hocket.link.codec.SerializationCodec;
import org.junit.jupiter.api.Test;

/** The form in which a run's task is sent. */
class SerializedTaskTest {
    private final SerializationCodec values = new SerializationCodec();

    @Test
    void aTaskWithoutFieldsHasOneForm() {
        Job<Integer, Integer> job = Job.of("job", (Integer input) -> input + 1);
        assertSame(SerializedTask.of(job, values, "some"), SerializedTask.of(job, values, "some"));
    }

    @Test
    void aTaskThatCapturesIsSerializedForEachRun() {
        int more = values.hashCode();
        Job<Integer, Integer> job = Job.of("job", (Integer input) -> input + more);
        assertEquals(
                SerializedTask.of(job, values, "some").number() + 1,
                SerializedTask.of(job, values, "some").number());
    }
}
