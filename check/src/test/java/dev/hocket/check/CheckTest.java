package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static Verdict check(Scenario scenario) throws Exception {
        return Check.that(scenario).schedules(2_000).budget(Duration.ofSeconds(30)).run();
    }

    @Test
    void aLambdaIsChecked() throws Exception {
        Verdict verdict =
                check(() -> {
                    AtomicInteger sum = new AtomicInteger();
                    Thread adder = Thread.startVirtualThread(() -> sum.set(sum.get() + 1));
                    sum.set(sum.get() + 1);
                    adder.join();
                    if (sum.get() != 2) {
                        throw new AssertionError("sum is " + sum);
                    }
                });
        Finding finding = verdict.finding();
        assertNotNull(finding);
        assertEquals(FindingKind.FAILURE, finding.kind());
        assertTrue(finding.sentence().contains("sum is 1"), finding.sentence());
    }

    @Test
    void poolsFuturesStreamsAndVirtualTimeAreUnderControl() throws Exception {
        Verdict verdict =
                check(() -> {
                    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                        Future<Integer> one = pool.submit(() -> 1);
                        CompletableFuture<Integer> two =
                                CompletableFuture.supplyAsync(() -> 2, pool).thenApply(i -> i * 2);
                        int sum = one.get() + two.get() + IntStream.range(0, 4).parallel().sum();
                        Thread.sleep(TimeUnit.DAYS.toMillis(365));
                        if (sum != 11) {
                            throw new AssertionError("sum is " + sum);
                        }
                    }
                });
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
        assertEquals(2_000, verdict.coverage().schedules());
    }

    @Test
    void staticVariablesStartAnew() throws Exception {
        Verdict verdict = Check.of(Once.class, "runs").schedules(50).run();
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
    }

    /** Counts how often it was used since it was initialised. */
    static final class Once {
        private static final AtomicInteger USED = new AtomicInteger();

        void runs() {
            if (USED.incrementAndGet() != 1) {
                throw new AssertionError("used " + USED + " times");
            }
        }
    }

    @Test
    void noStepIsLostInStaticInitialisers() throws Exception {
        Verdict verdict = Check.of(Initialisers.class, "run").schedules(200).run();
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
        assertEquals(List.of(), verdict.coverage().notes());
    }

    /** Two threads initialise an enum, an interface, and a class that cannot be. */
    static final class Initialisers {
        enum Mode {
            ONE,
            TWO;
            private static final AtomicInteger LAST = new AtomicInteger(values().length);
        }

        interface Start {
            AtomicInteger AT = new AtomicInteger(Mode.LAST.get());
        }

        static final class Broken {
            private static final int ZERO = Integer.parseInt("0");
            private static final int NONE = 1 / ZERO;
        }

        void run() throws InterruptedException {
            Thread other = new Thread(Initialisers::use);
            other.start();
            use();
            other.join();
        }

        private static void use() {
            assertEquals(2, Start.AT.get());
            assertThrows(LinkageError.class, () -> System.out.println(Broken.NONE));
            assertEquals(Mode.TWO, Mode.valueOf("TWO"));
        }
    }

    @Test
    void anUnknownTestIsRefusedWithWhatToDo() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Check.named("no.such.Test", "").run());
        assertTrue(
                String.valueOf(refused.getMessage()).contains("no class no.such.Test"),
                refused.getMessage());
    }

    @Checked(schedules = 200)
    void theAnnotationChecksAMethod() throws InterruptedException {
        AtomicInteger sum = new AtomicInteger();
        Thread adder = new Thread(sum::incrementAndGet);
        adder.start();
        sum.incrementAndGet();
        adder.join();
        assertEquals(2, sum.get());
    }
}
