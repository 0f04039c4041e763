package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.PosixSpawner;
import dev.hocket.jobs.exec.process.ProcessSpawner;
import dev.hocket.jobs.exec.process.Spawner;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Runs a command many times, with a few at once, and prints what one costs; a program, no test.
 *
 * <p>{@code ExecBench posix|process platform|virtual WIDTH COUNT COMMAND...}
 */
final class ExecBench {
    private ExecBench() {}

    public static void main(String[] args) throws Exception {
        Function<ChildEnvironment, Spawner> spawners =
                args[0].equals("posix") ? PosixSpawner::new : ProcessSpawner::new;
        boolean virtual = args[1].equals("virtual");
        int width = Integer.parseInt(args[2]);
        long count = Long.parseLong(args[3]);
        CommandTask task =
                CommandTask.of(CommandTemplate.of(List.of(args).subList(4, args.length)), spawners);
        AtomicLong next = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        Thread[] threads = new Thread[width];
        long begin = System.nanoTime();
        for (int i = 0; i < width; i++) {
            threads[i] =
                    (virtual ? Thread.ofVirtual() : Thread.ofPlatform())
                            .start(() -> work(task, next, count, bytes));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - begin;
        System.out.printf(
                "%d commands, %d bytes, %.1f ms, %.1f us each%n",
                count, bytes.get(), nanos / 1e6, nanos / 1e3 / count);
    }

    private static void work(CommandTask task, AtomicLong next, long count, AtomicLong bytes) {
        try {
            for (long i = next.incrementAndGet(); i <= count; i = next.incrementAndGet()) {
                try (CommandResult result = task.run(new CommandInput(i, Long.toString(i)))) {
                    bytes.addAndGet(result.stdout().size());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
