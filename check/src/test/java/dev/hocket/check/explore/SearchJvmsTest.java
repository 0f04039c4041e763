package dev.hocket.check.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Finding;
import dev.hocket.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A search that is divided among JVMs finds what one alone finds. */
class SearchJvmsTest {
    private static Verdict search(String method, int jobs, long schedules) throws Exception {
        CheckRequest request =
                new CheckRequest(
                        SearchJvmsTest.class.getName(),
                        method,
                        List.of(),
                        null,
                        SearchOptions.DEFAULT
                                .withJobs(jobs)
                                .withSchedules(schedules)
                                .withBudget(Duration.ofMinutes(1)),
                        null);
        String classPath = System.getProperty("java.class.path");
        SearchJvms jvms = new SearchJvms(request, classPath, TestJvm.NO_DEBUGGER, 0);
        CheckAnswer answer = jvms.run();
        assertEquals(jobs > 1, jvms.isDivided());
        return Objects.requireNonNull(answer.verdict(), answer::refusal);
    }

    static void rarelyFails() throws InterruptedException {
        AtomicInteger digits = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int digit = i;
            threads[i] =
                    new Thread(
                            () -> {
                                for (int j = 0; j < 3; j++) {
                                    digits.set(digits.get() % 4_096 * 4 + digit);
                                }
                            },
                            "digit-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (digits.get() % 256 == 0xb1) {
            throw new AssertionError("the pattern came");
        }
    }

    @Test
    void theSameIsFoundByAnyNumberOfJvms() throws Exception {
        Verdict alone = search("rarelyFails", 1, 100_000);
        Finding finding = alone.finding();
        assertNotNull(finding);
        assertTrue(alone.coverage().foundIn() > 100, () -> alone.text(120, ""));
        Verdict divided = search("rarelyFails", 3, 100_000);
        assertEquals(finding, divided.finding(), () -> divided.text(120, ""));
        assertEquals(alone.coverage().foundIn(), divided.coverage().foundIn());
    }

    static void neverFails() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        Runnable counting =
                () -> {
                    for (int i = 0; i < 10; i++) {
                        count.incrementAndGet();
                    }
                };
        Thread other = new Thread(counting, "other");
        other.start();
        counting.run();
        other.join();
        if (count.get() != 20) {
            throw new AssertionError("count is " + count);
        }
    }

    @Test
    void everyScheduleIsRunOnce() throws Exception {
        Verdict divided = search("neverFails", 2, 20_000);
        assertTrue(divided.clean(), () -> divided.text(120, ""));
        assertEquals(20_000, divided.coverage().schedules(), () -> divided.text(120, ""));
    }
}
