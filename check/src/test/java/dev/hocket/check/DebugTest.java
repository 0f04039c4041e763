package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.corpus.fail.FuturesShareCell;
import dev.hocket.check.corpus.fail.InterruptSwallowed;
import dev.hocket.check.corpus.fail.LockOrder;
import dev.hocket.check.corpus.fail.ParallelSum;
import dev.hocket.check.corpus.fail.SharedCondition;
import dev.hocket.check.corpus.fail.TimersShareCell;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay under a debugger, where the test's threads are the JVM's, shows the same. */
@Timeout(60)
class DebugTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                FuturesShareCell.class,
                InterruptSwallowed.class,
                LockOrder.class,
                ParallelSum.class,
                SharedCondition.class,
                TimersShareCell.class
            })
    void aReplayShowsTheSame(Class<?> program) throws Exception {
        Finding found = Check.of(program, "test").run().finding();
        assertNotNull(found);
        try (Debugger debugger = new Debugger(program, found.schedule())) {
            debugger.send("ignore uncaught java.lang.Throwable"); // else it stops there
            debugger.send("run");
            assertEquals(found, debugger.replayed.get().finding());
        }
    }

    @Test
    void aBreakpointStopsAThreadOfTheTest() throws Exception {
        Finding found = Check.of(LockOrder.class, "test").run().finding();
        assertNotNull(found);
        try (Debugger debugger = new Debugger(LockOrder.class, found.schedule())) {
            debugger.send("stop in " + LockOrder.class.getName() + ".test");
            debugger.send("run");
            debugger.await("Breakpoint hit: \"thread=main\"");
            debugger.send("where");
            debugger.await("LockOrder.test (LockOrder.java:");
            debugger.send("clear " + LockOrder.class.getName() + ".test");
            debugger.send("cont");
            assertEquals(found, debugger.replayed.get().finding());
        }
    }

    /** A replay, and jdb attached to it. */
    private static final class Debugger implements AutoCloseable {
        private final FutureTask<Verdict> replayed;
        private final Process jdb;
        private final Writer to;
        private final Reader from;

        Debugger(Class<?> program, Schedule schedule) throws IOException {
            int port = freePort();
            replayed =
                    new FutureTask<>(Check.of(program, "test").replay(schedule).debug(port)::run);
            Thread.ofPlatform().daemon().start(replayed);
            Process attached = attach(port);
            while (!attachedWell(attached)) { // the replay does not listen yet
                assertTrue(!replayed.isDone(), "the replay has ended");
                attached = attach(port);
            }
            jdb = attached;
            to = jdb.outputWriter(StandardCharsets.UTF_8);
            from = jdb.inputReader(StandardCharsets.UTF_8);
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static Process attach(int port) throws IOException {
            String command = Path.of(System.getProperty("java.home"), "bin", "jdb").toString();
            return new ProcessBuilder(command, "-attach", "localhost:" + port)
                    .redirectErrorStream(true)
                    .start();
        }

        private static boolean attachedWell(Process jdb) throws IOException {
            return reads(jdb.inputReader(StandardCharsets.UTF_8), "main[1]");
        }

        void send(String command) throws IOException {
            to.write(command + "\n");
            to.flush();
        }

        void await(String text) throws IOException {
            assertTrue(reads(from, text), () -> "jdb has ended and not said: " + text);
        }

        private static boolean reads(Reader from, String text) throws IOException {
            StringBuilder seen = new StringBuilder();
            for (int c = from.read(); c >= 0; c = from.read()) {
                seen.append((char) c);
                if (seen.indexOf(text) >= 0) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() {
            jdb.destroyForcibly();
        }
    }
}
