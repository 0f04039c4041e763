package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.ExactText;
import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs processes by the means of the JDK alone, wherever {@link PosixSpawner} cannot: slower,
 * without a process group, and without telling a signal from an exit code. What is written after
 * the command has ended, by something that it left running, is mostly lost.
 */
public final class ProcessSpawner implements Spawner {
    private static final Pattern ERROR = Pattern.compile("error(?:=|: )(\\d+)");
    private static final File NOTHING = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    private static final ExecutorService READERS =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("hocket-command-output-", 0).factory());

    private final ChildEnvironment environment;

    public ProcessSpawner(ChildEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public ProcessEnd run(ProgramInvocation invocation, OutputCapture stdout, OutputCapture stderr)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        RunningTrees.check();
        Process process = start(invocation);
        HandleTree tree = new HandleTree(process.toHandle());
        RunningTrees.add(tree);
        boolean complete = false;
        boolean byProgram;
        ProcessEnd ended;
        try {
            ended = watch(process, tree, stdout, stderr);
            complete = true;
        } finally {
            if (!complete) {
                TreeTermination.begin(tree).await();
            }
            byProgram = RunningTrees.remove(tree);
        }
        if (byProgram) {
            throw new RunningTrees.ProgramEnding();
        }
        return ended;
    }

    private Process start(ProgramInvocation invocation) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(invocation.words());
        words.set(0, invocation.program());
        for (String word : words) {
            SpawnMemory.encode(word);
            if (!ExactText.isUtf8(word)) {
                throw new NotStarted(
                        126,
                        "the argument '"
                                + ExactText.shown(word)
                                + "' is not UTF-8, and Java's own way to start programs, the only"
                                + " one on this system, cannot pass it");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.redirectInput(NOTHING);
        environment.applyTo(builder.environment());
        if (invocation.numbers() != null) {
            builder.environment().putAll(invocation.numbers().variables());
        }
        if (invocation.folder() != null) {
            builder.directory(invocation.folder().toFile());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                int error = number(e);
                if (error == StartError.ENOEXEC && invocation.isScript()) {
                    return start(invocation.byShell());
                }
                if (!StartError.passes(error) || StartError.lasts(attempt)) {
                    throw StartError.explain(error, invocation);
                }
                StartError.pause(attempt);
            }
        }
    }

    private static int number(IOException e) {
        Matcher matcher = ERROR.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : StartError.ENOENT;
    }

    private static ProcessEnd watch(
            Process process, HandleTree tree, OutputCapture stdout, OutputCapture stderr)
            throws IOException, InterruptedException {
        Future<?> out = READERS.submit(() -> read(process.getInputStream(), stdout, tree));
        Future<?> err = READERS.submit(() -> read(process.getErrorStream(), stderr, tree));
        int exit = process.waitFor();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        await(out, until);
        await(err, until);
        return ProcessEnd.exited(exit);
    }

    private static @Nullable Void read(InputStream stream, OutputCapture capture, HandleTree tree)
            throws IOException {
        byte[] bytes = new byte[SpawnMemory.READ_SIZE];
        try {
            for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                synchronized (tree) {
                    capture.add(bytes, count);
                }
            }
            return null;
        } catch (IOException | RuntimeException | Error e) {
            // The waiting thread learns of it once the process has ended.
            tree.kill();
            throw e;
        }
    }

    /**
     * Waits for a reader; one that is held up by what the command left running is left to itself
     * when the time is up.
     */
    private static void await(Future<?> reader, long until)
            throws IOException, InterruptedException {
        try {
            reader.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // What has come by now is what counts.
        } catch (ExecutionException e) {
            throw Spawner.rethrown(e);
        }
    }
}
