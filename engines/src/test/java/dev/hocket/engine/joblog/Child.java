package dev.hocket.engine.joblog;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.joblog.JobLog;
import dev.hocket.joblog.ResultCodec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs a job with a joblog and stored results, to be killed.
 *
 * <p>It says on standard output, each with one unbuffered write: {@code ready}; {@code got INDEX
 * OUTPUT} for each output delivered; {@code limit} when it begins an input that it is not to end;
 * {@code end}. Each attempt is put down in a file before it does anything.
 */
final class Child {
    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final AtomicBoolean AT_LIMIT = new AtomicBoolean();

    private Child() {}

    static String input(long index) {
        return "input " + index;
    }

    static String output(String input) {
        return "<" + input + ">";
    }

    /** Whether an input's task throws, always. */
    static boolean fails(long index) {
        return index % 97 == 13;
    }

    private static void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            Runtime.getRuntime().halt(9);
        }
    }

    /**
     * Runs inputs 0 to {@code count - 1}.
     *
     * @param args folder, engine, with the size of batches behind a slash where there are some,
     *     count, limit, file for attempts
     */
    public static void main(String[] args) throws IOException {
        say("ready");
        Path folder = Path.of(args[0]);
        long count = Long.parseLong(args[2]);
        long limit = Long.parseLong(args[3]);
        try (OutputStream attempts =
                        Files.newOutputStream(
                                Path.of(args[4]),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                JobLog<Long, String> log =
                        JobLog.<Long, String>resume(
                                        folder.resolve("log.jsonl"),
                                        "child",
                                        "test",
                                        JobLog.Resume.ALL)
                                .results(folder.resolve("results"), ResultCodec.text());
                Engine engine = Engine.named(args[1].replaceFirst("/.*", ""))) {
            consume(engine, job(args[1], limit, attempts).key(Child::input), count, log);
        }
        say("end");
    }

    private static Job<Long, String> job(String engine, long limit, OutputStream attempts) {
        int slash = engine.indexOf('/');
        if (slash < 0) {
            return Job.of("child", (Long index) -> work(index, limit, attempts));
        }
        return Job.batch("child", (List<Long> indexes) -> all(indexes, limit, attempts))
                .batchSize(Integer.parseInt(engine.substring(slash + 1)))
                .splitFailed();
    }

    private static List<String> all(List<Long> indexes, long limit, OutputStream attempts)
            throws IOException {
        List<String> outputs = new ArrayList<>();
        for (long index : indexes) {
            outputs.add(work(index, limit, attempts));
        }
        return outputs;
    }

    private static String work(long index, long limit, OutputStream attempts) throws IOException {
        synchronized (attempts) {
            attempts.write((index + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (index >= limit) {
            if (AT_LIMIT.compareAndSet(false, true)) {
                say("limit");
            }
            while (true) {
                LockSupport.park(); // until it is killed
            }
        }
        LockSupport.parkNanos(200_000); // long enough that inputs are leased one by one
        if (fails(index)) {
            throw new IOException("no");
        }
        return output(input(index));
    }

    private static void consume(
            Engine engine, Job<Long, String> job, long count, JobLog<Long, String> log) {
        RunOptions<Long, String> options = RunOptions.<Long, String>defaults().withJournal(log);
        try (Run<Long, String> run = engine.start(job, Inputs.range(0, count), options)) {
            for (Outcome<Long, String> outcome : run.inOrder()) {
                if (outcome instanceof Done<Long, String>(Long index, String output, _)) {
                    say("got " + index + " " + output);
                }
            }
        } catch (RunException failed) {
            say("failed " + failed.part() + " " + failed.getMessage());
        }
    }
}
