package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.link.shared.SharedDoubles;
import dev.hocket.link.shared.SharedLongs;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared arrays in jobs, by shared memory and by socket. */
@Timeout(120)
class SharedArrayEngineTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slicesAreInputsAndTheArrayIsCaptured(boolean sockets) {
        try (SharedDoubles values = SharedDoubles.allocate(1_000_000);
                SharedLongs done = SharedLongs.allocate(1);
                Engine engine = new ProcessesProvider().sockets(sockets).open(2)) {
            values.fill(0.5);
            List<SharedDoubles> parts =
                    LongStream.range(0, 100)
                            .mapToObj(i -> values.asSlice(i * 10_000, 10_000))
                            .toList();
            Job<SharedDoubles, Double> sum =
                    Job.of(
                            "sum",
                            part -> {
                                double total = 0;
                                for (long i = 0; i < part.length(); i++) {
                                    total += part.get(i);
                                    part.set(i, 2);
                                }
                                long _ = done.getAndAdd(0, 1);
                                return total;
                            });
            for (double part : engine.map(sum, Inputs.of(parts))) {
                assertEquals(5_000, part);
            }
            assertEquals(100, done.get(0));
            for (double part : engine.map(sum, Inputs.of(parts))) {
                assertEquals(20_000, part);
            }
        }
    }

    @Test
    void aTaskMayMakeOneForTheTasksOfItsOwnProcess() {
        try (Engine engine = new ProcessesProvider().open(1)) {
            Job<Long, Long> job =
                    Job.of(
                            "make",
                            input -> {
                                try (SharedLongs own = SharedLongs.allocate(input)) {
                                    own.fill(ProcessHandle.current().pid());
                                    return own.get(input - 1);
                                }
                            });
            assertNotEquals(
                    ProcessHandle.current().pid(), engine.map(job, List.of(10L)).getFirst());
        }
    }
}
