package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is outside of control is said; the time, random numbers and pipes are not. */
class OutsideTest {
    private static Verdict check(String method) throws Exception {
        return Check.of(OutsideTest.class, method).schedules(300).run();
    }

    private static void join(Runnable task) throws InterruptedException {
        Thread other = new Thread(task, "other");
        other.start();
        other.join();
    }

    static void accepts() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.accept().close();
        }
    }

    @Test
    void aThreadThatDoesNotComeBackIsTold() throws Exception {
        Finding finding = check("accepts").finding();
        assertNotNull(finding);
        assertEquals(FindingKind.OUT_OF_CONTROL, finding.kind());
        assertTrue(
                finding.sentence().contains("main has not come back from ServerSocket.accept() at"),
                finding.sentence());
    }

    static void spins() throws Exception {
        join(() -> {
            int i = 0;
            while (i >= 0) {
                i = i > 5 ? 0 : i + 1;
            }
        });
    }

    @Test
    void aThreadThatComputesWithoutAnEndIsTold() throws Exception {
        Finding finding = check("spins").finding();
        assertNotNull(finding);
        assertEquals(FindingKind.OUT_OF_CONTROL, finding.kind());
        assertTrue(finding.sentence().contains("other has run for 5 s at"), finding.sentence());
    }

    /** Counts the objects that were collected. */
    private static final class Finalized {
        private static int count;

        @Override
        @SuppressWarnings({"deprecation", "Finalize", "removal"})
        protected void finalize() {
            count++;
        }
    }

    @SuppressWarnings({"deprecation", "removal"})
    static void collects() throws Exception {
        new Finalized();
        System.gc();
        System.runFinalization();
        join(() -> assertEquals(0, Finalized.count));
    }

    @Test
    void finalizersDoNotRun() throws Exception {
        Verdict verdict = Check.of(OutsideTest.class, "collects").schedules(5).run();
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
        assertEquals(List.of(), verdict.coverage().notes());
    }

    static void reads() throws Exception {
        join(() -> Files.exists(Path.of("/none")));
    }

    @Test
    void filesAreSaidToBeOutOfControl() throws Exception {
        Verdict verdict = check("reads");
        assertTrue(verdict.clean());
        assertTrue(
                verdict.coverage().notes().toString().contains("out of control: Files.exists()"),
                verdict.coverage()::toString);
    }

    static void draws() throws Exception {
        join(() -> {
            int drawn = new Random().nextInt(1_000) + (int) (1_000 * Math.random());
            if (drawn % 3 == 0) {
                throw new IllegalStateException("drawn " + drawn);
            }
        });
    }

    @Test
    void randomNumbersAreTheSameInEverySchedule() throws Exception {
        Verdict verdict = check("draws");
        Finding finding = verdict.finding();
        assertTrue(finding == null || finding.kind() == FindingKind.UNCAUGHT, verdict::toString);
        assertTrue(
                verdict.coverage().notes().toString().contains("draws random numbers"),
                verdict.coverage()::toString);
    }

    @SuppressWarnings("JavaUtilDate") // it tells the time, too
    static void times() throws Exception {
        Instant start = Instant.now();
        long begun = new Date().getTime();
        join(() -> {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Duration took = Duration.between(start, Instant.now());
        long millis = new Date().getTime() - begun;
        if (took.toHours() != 24 || millis < 86_400_000) {
            throw new AssertionError("slept for " + took + ", " + millis + " ms");
        }
    }

    @Test
    void theTimeOfJavaTimeIsVirtual() throws Exception {
        Verdict verdict = check("times");
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
    }

    static void pipes() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 1);
        Thread writer =
                new Thread(() -> {
                    try (out) {
                        out.write(new byte[] {1, 2, 3});
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        writer.start();
        assertEquals(3, in.readAllBytes().length);
        writer.join();
    }

    @Test
    void pipesAreUnderControl() throws Exception {
        Verdict verdict = check("pipes");
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
    }
}
