package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.Spawner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a command's lines come and how it is ended, whichever way its processes are started. */
@Timeout(120)
abstract class CommandEndingContract {
    @TempDir Path folder;

    /** The way under test. */
    abstract Spawner spawner(ChildEnvironment environment);

    /** Threads of the kind under test. */
    abstract ThreadFactory threads();

    /** Whether the way under test makes process groups and tells a signal from an exit code. */
    abstract boolean isPosix();

    CommandTask task(String line) {
        return CommandTask.of(CommandTemplate.ofLine(line), this::spawner);
    }

    CommandResult run(CommandTask task, String input) throws Exception {
        return get(start(task, new CommandInput(1, input)).result());
    }

    /** A command that runs on a thread of its own. */
    record Started(Thread thread, CompletableFuture<CommandResult> result) {}

    Started start(CommandTask task, CommandInput argument) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        Thread thread =
                threads()
                        .newThread(() -> {
                            try {
                                result.complete(task.run(argument));
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.start();
        return new Started(thread, result);
    }

    static CommandResult get(CompletableFuture<CommandResult> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw assertInstanceOf(Exception.class, e.getCause());
        }
    }

    CommandFailed failure(CommandTask task, String input) {
        return assertThrows(CommandFailed.class, () -> run(task, input));
    }

    static byte[] bytes(CapturedOutput captured) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        captured.writeTo(out);
        return out.toByteArray();
    }

    /** Collects lines, each after the name of its output. */
    static final class Collected implements LineSink {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void line(
                CommandInput argument,
                CommandOutput output,
                byte[] buffer,
                int offset,
                int length) {
            lines.add(
                    output
                            + " "
                            + argument
                            + ": "
                            + new String(buffer, offset, length, StandardCharsets.UTF_8));
        }

        /** The number on the next line. */
        long number() throws InterruptedException {
            String line = lines.take();
            return Long.parseLong(line.substring(line.indexOf(": ") + 2).strip());
        }
    }

    @Test
    void handsLinesOverWhileTheCommandRuns() throws Exception {
        Collected sink = new Collected();
        Path gate = folder.resolve("gate");
        assertEquals("", ShellTools.output(List.of("mkfifo", gate.toString())));
        CommandTask task =
                task("echo one; printf 'a\\nb\\nc'; cat {}; printf '\\nlast'; echo err >&2");
        Started started = start(task.lines(sink, true), new CommandInput(1, gate.toString()));
        assertEquals("STDOUT " + gate + ": one\n", sink.lines.take());
        assertEquals("STDOUT " + gate + ": a\n", sink.lines.take());
        assertEquals("STDOUT " + gate + ": b\n", sink.lines.take());
        assertFalse(started.result().isDone(), "the command waits at the gate");
        Files.writeString(gate, "d");
        try (CommandResult result = get(started.result())) {
            assertEquals("one\na\nb\ncd\nlast", result.stdout().text());
            assertEquals("err\n", result.stderr().text());
        }
        List<String> rest = new ArrayList<>(sink.lines);
        List<String> all =
                List.of(
                        "STDOUT " + gate + ": cd\n",
                        "STDOUT " + gate + ": last",
                        "STDERR " + gate + ": err\n");
        assertEquals(all.stream().sorted().toList(), rest.stream().sorted().toList());
    }

    @Test
    void keepsNothingOfLinesThatAreOnlyWantedAsTheyCome() throws Exception {
        Collected sink = new Collected();
        try (CommandResult result = run(task("echo {}").lines(sink, false), "x")) {
            assertEquals(0, result.stdout().size());
        }
        assertEquals(List.of("STDOUT x: x\n"), List.copyOf(sink.lines));
    }

    @Test
    void endsTheCommandWhenItsLinesCannotBeTaken() throws Exception {
        Collected pids = new Collected();
        CommandTask task =
                task("echo {}; sleep 1000 & echo $!; wait")
                        .lines(
                                (argument, output, buffer, offset, length) -> {
                                    pids.line(argument, output, buffer, offset, length);
                                    if (pids.lines.size() == 2) {
                                        throw new IOException("closed");
                                    }
                                },
                                false);
        IOException e = assertThrows(IOException.class, () -> run(task, "1"));
        assertEquals("closed", e.getMessage());
        assertEquals(1, pids.number());
        ShellTools.awaitEnd(pids.number());
    }

    @Test
    void anInterruptionEndsTheWholeTree() throws Exception {
        interruptedTreeIsGone("(sleep {} & echo $!; echo $$; wait) & wait");
    }

    @Test
    void anInterruptionEndsWhatIgnoresTheRequest() throws Exception {
        interruptedTreeIsGone("trap '' TERM; sleep {} & echo $!; echo $$; wait");
    }

    @Test
    void anInterruptionEndsWhatHasLeftTheGroup() throws Exception {
        assumeTrue(ShellTools.has("setsid"), "setsid is not installed");
        interruptedTreeIsGone("setsid sleep {} & echo $!; echo $$; wait");
    }

    @Test
    void anInterruptionEndsWhatIsStopped() throws Exception {
        interruptedTreeIsGone("sleep {} & echo $!; echo $$; kill -s STOP $! $$");
    }

    @Test
    void anInterruptionEndsWhatHasClosedItsOutputs() throws Exception {
        interruptedTreeIsGone("sleep {} >/dev/null 2>&1 & echo $!; echo $$; exec >&- 2>&-; wait");
    }

    /**
     * Interrupts a command that prints the numbers of two of its processes and would then run for
     * ever.
     */
    private void interruptedTreeIsGone(String line) throws Exception {
        // A shell of its own, because a command line that uses trap is refused.
        CommandTask task =
                CommandTask.of(
                        CommandTemplate.of(
                                List.of("sh", "-c", line.replace("{}", "\"$1\""), "sh", "{}")),
                        this::spawner);
        Collected sink = new Collected();
        Started started = start(task.lines(sink, false), new CommandInput(1, "1000"));
        long first = sink.number();
        long second = sink.number();
        started.thread().interrupt();
        assertThrows(InterruptedException.class, () -> get(started.result()));
        ShellTools.awaitEnd(first);
        ShellTools.awaitEnd(second);
    }

    @Test
    void anInterruptionLeavesTimeToCleanUp() throws Exception {
        Path note = folder.resolve("note");
        String script =
                "trap 'echo bye > \"$1\"; exit' TERM; echo $$; while :; do sleep 1000 & wait; done";
        CommandTask task =
                CommandTask.of(
                        CommandTemplate.of(List.of("sh", "-c", script, "sh", "{}")), this::spawner);
        Collected sink = new Collected();
        Started started = start(task.lines(sink, false), new CommandInput(1, note.toString()));
        assertTrue(ProcessHandle.of(sink.number()).isPresent());
        started.thread().interrupt();
        assertThrows(InterruptedException.class, () -> get(started.result()));
        assertEquals("bye\n", Files.readString(note));
    }

    @Test
    void nothingStartsOnAnInterruptedThread() throws Exception {
        Path mark = folder.resolve("mark");
        CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        Thread thread =
                threads()
                        .newThread(() -> {
                            Thread.currentThread().interrupt();
                            assertThrows(
                                    InterruptedException.class,
                                    () ->
                                            task("touch {}")
                                                    .run(new CommandInput(1, mark.toString())));
                            interruptedAfter.complete(Thread.currentThread().isInterrupted());
                        });
        thread.start();
        thread.join();
        assertFalse(interruptedAfter.join(), "the exception takes the place of the status");
        assertFalse(Files.exists(mark));
    }

    @Test
    void manyAreEndedAtOnce() throws Exception {
        Collected sink = new Collected();
        CommandTask task = task("echo $$; exec sleep {}").lines(sink, false);
        List<Started> all =
                Stream.generate(() -> start(task, new CommandInput(1, "1000"))).limit(40).toList();
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            pids.add(sink.number());
        }
        all.forEach(started -> started.thread().interrupt());
        for (Started started : all) {
            assertThrows(InterruptedException.class, () -> get(started.result()));
        }
        for (long pid : pids) {
            ShellTools.awaitEnd(pid);
        }
    }
}
