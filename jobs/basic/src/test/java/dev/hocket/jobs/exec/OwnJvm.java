package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.PosixSpawner;
import dev.hocket.jobs.exec.process.ProcessSpawner;
import dev.hocket.jobs.exec.process.Spawner;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** The program of {@link OwnJvmTest}: {@code posix|process WHAT SCRIPT}. */
final class OwnJvm {
    private OwnJvm() {}

    public static void main(String[] args) throws Exception {
        Function<ChildEnvironment, Spawner> spawners =
                args[0].equals("posix") ? PosixSpawner::new : ProcessSpawner::new;
        CommandTask task =
                CommandTask.of(CommandTemplate.of(List.of("sh", "-c", args[2], "{}")), spawners);
        switch (args[1]) {
            case "hold" -> hold(task);
            case "exit" -> System.out.println(failure(task));
            case "crowd" -> crowd(task);
            case "virtual" -> virtual();
            case "best" -> best();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** Prints which way to start processes is chosen here. */
    private static void best() {
        CommandTask.prepare();
        Spawner best = Spawner.best(ChildEnvironment.ofUser(System.getenv()));
        System.out.println(best.getClass().getSimpleName());
    }

    private static String failure(CommandTask task) throws Exception {
        try {
            task.run(new CommandInput(1, "sh"));
            return "none";
        } catch (CommandFailed | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Prints what the command prints, while it runs. */
    private static void hold(CommandTask task) throws Exception {
        LineSink sink =
                (argument, output, buffer, offset, length) -> {
                    System.out.write(buffer, offset, length);
                    System.out.flush();
                };
        task.lines(sink, false).run(new CommandInput(1, "sh"));
    }

    /** Fails with and without free files, having loaded all classes before. */
    private static void crowd(CommandTask task) throws Exception {
        String first = failure(task);
        failure(CommandTask.of(CommandTemplate.ofLine("/no/such/program")));
        List<FileInputStream> open = new ArrayList<>();
        fill(open);
        Thread.ofPlatform().start(() -> closeAll(open));
        System.out.println(failure(task).equals(first) ? first : "changed");
        fill(open);
        System.out.println(failure(task));
        closeAll(open);
    }

    private static void fill(List<FileInputStream> open) {
        try {
            while (true) {
                open.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    private static void closeAll(List<FileInputStream> open) {
        try {
            for (FileInputStream file : open) {
                file.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs more commands on virtual threads than there are carriers, and then another virtual
     * thread.
     */
    private static void virtual() throws Exception {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch running = new CountDownLatch(50);
        LineSink sink = (argument, output, buffer, offset, length) -> running.countDown();
        CommandTask printing =
                CommandTask.of(
                                CommandTemplate.of(
                                        List.of("sh", "-c", "echo; exec sleep 1000", "{}")),
                                PosixSpawner::new)
                        .lines(sink, false);
        for (int i = 1; i <= 50; i++) {
            CommandInput argument = new CommandInput(i, "sh");
            threads.add(Thread.ofVirtual().start(() -> ignored(printing, argument)));
        }
        running.await();
        Thread.ofVirtual().start(() -> System.out.println("50 run, others go on")).join();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void ignored(CommandTask task, CommandInput argument) {
        try {
            task.run(argument).close();
        } catch (Exception e) {
            // Interrupted at the end.
        }
    }
}
