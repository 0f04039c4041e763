package dev.hocket.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Job;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Jobs whose bottleneck is known by how they are made. Which engine is the fastest depends on what
 * else runs on the machine; that the right one is picked from clear figures is for {@link
 * JudgeTest}.
 */
class ChooseTruthTest {
    private static final List<Integer> INPUTS = IntStream.range(0, 400).boxed().toList();
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static Choice choose(Job<Integer, Long> job) {
        Choice choice =
                Choose.of(job, INPUTS)
                        .engines(List.of("threads", "virtual"))
                        .budget(Duration.ofSeconds(8))
                        .rounds(3)
                        .run();
        assertTrue(
                choice.rows().stream().allMatch(row -> row.answer() == Agreement.SAME),
                choice::toString);
        assertTrue(
                choice.rows().stream().anyMatch(row -> row.engine().equals(engine(choice))),
                choice::toString);
        return choice;
    }

    private static String engine(Choice choice) {
        return choice.verdict().engine();
    }

    private static int width(Choice choice) {
        return choice.rows().stream()
                .filter(row -> row.engine().equals(engine(choice)))
                .mapToInt(EngineFigures::width)
                .findFirst()
                .orElseThrow();
    }

    /** Work that no compiler can leave out: about {@code micros} on today's cores. */
    private static long work(long seed, int micros) {
        long x = seed + 1;
        for (int i = 0; i < 250 * micros; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
            x ^= x >>> 29;
        }
        return x;
    }

    @Test
    void theCoresAreTheBottleneckOfWork() {
        Choice choice = choose(Job.of("work", input -> work(input, 2_000)));

        assertEquals(Bottleneck.CPU, choice.verdict().bottleneck(), choice::toString);
        boolean quiet = choice.notes().isEmpty();
        assertTrue(CORES == 1 || !quiet || width(choice) > 1, choice::toString);
    }

    @Test
    void waitingIsTheBottleneckOfSleep() {
        Choice choice =
                choose(
                        Job.of(
                                "sleep",
                                input -> {
                                    Thread.sleep(5);
                                    return (long) input;
                                }));

        assertEquals(Bottleneck.WAITING, choice.verdict().bottleneck(), choice::toString);
        assertTrue(width(choice) > 2 * CORES, choice::toString);
        assertTrue(choice.verdict().because().contains("TruthTest"), choice::toString);
    }

    @Test
    void aMonitorIsTheBottleneckOfWorkWithinIt() {
        Object monitor = new Object();
        Choice choice =
                choose(
                        Job.of(
                                "monitor",
                                input -> {
                                    synchronized (monitor) {
                                        return work(input, 500);
                                    }
                                }));

        assertEquals(Bottleneck.LOCK, choice.verdict().bottleneck(), choice::toString);
        assertTrue(choice.verdict().because().contains("TruthTest"), choice::toString);
    }

    @Test
    void aLockIsTheBottleneckOfSleepWithinIt() {
        ReentrantLock lock = new ReentrantLock();
        Choice choice =
                choose(
                        Job.of(
                                "lock",
                                input -> {
                                    lock.lock();
                                    try {
                                        Thread.sleep(2);
                                        return work(input, 100);
                                    } finally {
                                        lock.unlock();
                                    }
                                }));

        assertEquals(Bottleneck.LOCK, choice.verdict().bottleneck(), choice::toString);
    }

    @Test
    void handingOutIsTheBottleneckOfTinyTasks() {
        Choice choice = choose(Job.of("tiny", input -> input * 31L + 7));

        assertEquals(Bottleneck.TASK_TOO_SMALL, choice.verdict().bottleneck(), choice::toString);
    }
}
