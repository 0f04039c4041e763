package dev.hocket.jobs.exec.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The reasons for which the system refuses to start a process, by their number on Linux, macOS and
 * the BSDs alike.
 */
final class StartError {
    /** How often a start is tried when nothing else of this program runs: for about a second. */
    private static final int ATTEMPTS = 14;

    private static final long LONGEST_PAUSE = 128;

    static final int ENOENT = 2;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EAGAIN_LINUX = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int ENOTDIR = 20;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ETXTBSY = 26;

    private StartError() {}

    /** Whether it may be over in a moment. */
    static boolean passes(int errno) {
        return switch (errno) {
            case EAGAIN_LINUX, ENOMEM, ENFILE, EMFILE, ETXTBSY -> true;
            default -> false;
        };
    }

    /**
     * Whether what may pass has not, after this many attempts. While other commands of this program
     * run, it does: each that ends makes room for another.
     */
    static boolean lasts(int attempt) {
        return attempt >= ATTEMPTS && RunningTrees.count() == 0;
    }

    /** Waits before the next attempt: twice as long each time, up to a tenth of a second. */
    static void pause(int attempt) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE, 1L << Math.min(attempt, 30)));
    }

    /** What to tell the user. */
    static Spawner.NotStarted explain(int errno, ProgramInvocation invocation) {
        String name = invocation.name();
        Path folder = invocation.folder();
        if (folder != null && !Files.isDirectory(folder)) {
            return refused(
                    "cannot run "
                            + name
                            + " in "
                            + folder
                            + ", which is not a folder: name one that exists");
        }
        String program = invocation.program();
        return switch (errno) {
            case ENOENT, ENOTDIR -> missing(invocation);
            case EACCES -> SearchPath.denied(program);
            case E2BIG ->
                    refused(
                            "the arguments of "
                                    + name
                                    + " are too long for this system (at most 128 KB each on"
                                    + " Linux): put the input into a file and pass its name");
            case ENOEXEC ->
                    refused(
                            program
                                    + " is not a program for this machine: check what it was built"
                                    + " for");
            case EAGAIN_LINUX, ENOMEM ->
                    full(name, "this machine cannot start another process at the moment", "-u");
            case ENFILE, EMFILE -> full(name, "too many files are open", "-n");
            case ETXTBSY -> refused(program + " is being written to: wait until it is complete");
            default -> refused("cannot start " + name + ": the system says error " + errno);
        };
    }

    private static Spawner.NotStarted refused(String message) {
        return new Spawner.NotStarted(126, message);
    }

    private static Spawner.NotStarted full(String name, String what, String limit) {
        return new Spawner.NotStarted(
                0,
                "cannot start "
                        + name
                        + ": "
                        + what
                        + "; run fewer at once (-j) or raise the limit (ulimit "
                        + limit
                        + ")");
    }

    private static Spawner.NotStarted missing(ProgramInvocation invocation) {
        File program = new File(invocation.program());
        if (program.exists()) {
            return new Spawner.NotStarted(
                    126,
                    program
                            + " cannot be run: the program named in its first line, or its loader,"
                            + " does not exist");
        }
        return SearchPath.notFound(invocation.program(), "");
    }
}
