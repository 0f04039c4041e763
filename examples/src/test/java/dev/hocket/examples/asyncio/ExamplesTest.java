package dev.hocket.examples.asyncio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each example and compares all that it prints. */
@Timeout(60)
class ExamplesTest {
    static final Path SOURCES = Path.of("src/main/java/dev/hocket/examples/asyncio");

    private static final Map<String, String> PRINTS =
            Stream.of(
                            """
                            AsCompleted
                            fast is done
                            slow is done
                            """,
                            """
                            Cancelling
                            asked to end
                            cancelled: true
                            plain: CANCELLED, shielded: RUNNING
                            committed
                            committed, though the waiter is gone
                            """,
                            """
                            ContextValues
                            I am ann
                            I am bob
                            """,
                            """
                            DebugMode
                            ask of 'why' blocks in blocks
                            [why is done]
                            """,
                            """
                            EventLoop
                            1000 answers, the last is 1998
                            """,
                            """
                            Events
                            ping
                            pong
                            ping
                            pong
                            """,
                            """
                            Executors
                            1000000007 is prime: true
                            1229 primes below 10000
                            """,
                            """
                            FileWriting
                            1000 lines
                            """,
                            """
                            Gather
                            [3, 3, 5]
                            [3, no word, 5]
                            [3, 3, 5]
                            """,
                            """
                            Groups
                            the patient one was cancelled, and cleaned up
                            the group failed: java.lang.IllegalStateException: out of luck
                            """,
                            """
                            Locks
                            left: 0
                            """,
                            """
                            Queues
                            sum: 5050
                            """,
                            """
                            Semaphores
                            at most 3 at a time: true
                            """,
                            """
                            Streams
                            hello!
                            hello again!
                            the server has closed
                            """,
                            """
                            Subprocesses
                            apple
                            banana
                            cherry
                            """,
                            """
                            Tasks
                            hello ann
                            hello bob
                            """,
                            """
                            Timeouts
                            the deadline of ask, PT0.02S, passed
                            ask: input 0 ('why?') failed: exceeded its deadline of 20 ms
                            """,
                            """
                            Waits
                            all: SUCCESS, FAILED
                            first completed: SUCCESS
                            first exception: java.nio.file.NoSuchFileException: no-such-file
                            first success: fast, SUCCESS
                            """)
                    .collect(
                            Collectors.toMap(
                                    text -> text.lines().findFirst().orElseThrow(),
                                    text -> text.substring(text.indexOf('\n') + 1)));

    static Stream<String> names() {
        return PRINTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void printsWhatItShould(String name) throws Exception {
        Class<?> example = Class.forName("dev.hocket.examples.asyncio." + name);
        var printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        assertEquals(
                Objects.requireNonNull(PRINTS.get(name)),
                printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void noExampleIsLeftOut() throws Exception {
        try (Stream<Path> files = Files.list(SOURCES)) {
            var programs =
                    files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .filter(name -> !name.equals("package-info"))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(programs, new TreeSet<>(PRINTS.keySet()));
        }
    }
}
