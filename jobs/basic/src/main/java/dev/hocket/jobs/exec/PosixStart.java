package dev.hocket.jobs.exec;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/** Starts a process by {@code posix_spawn}, its output going to two new pipes. */
final class PosixStart {
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final short OWN_GROUP = 2;
    private static final short DEFAULT_SIGNALS = 4;
    private static final short SIGNAL_MASK = 8;

    private static final MemorySegment OPEN = Libc.function("open");
    private static final MemorySegment PIPE = Libc.function("pipe2");
    private static final MemorySegment CLOSE = Libc.function("close");
    private static final MemorySegment SPAWN = Libc.function("posix_spawn");
    private static final MemorySegment ACTIONS = Libc.function("posix_spawn_file_actions_init");
    private static final MemorySegment FREE_ACTIONS =
            Libc.function("posix_spawn_file_actions_destroy");
    private static final MemorySegment DUPLICATE =
            Libc.function("posix_spawn_file_actions_adddup2");
    private static final MemorySegment CLOSE_FROM =
            Libc.function("posix_spawn_file_actions_addclosefrom_np");
    private static final MemorySegment ATTRIBUTES = attributes();
    private static final int NOTHING = openNothing();

    /** Three {@code struct pollfd} without a file, each to be told of anything to read. */
    private static final MemorySegment READABLE_PIPES =
            MemorySegment.ofArray(new int[] {-1, 1, -1, 1, -1, 1});

    private PosixStart() {}

    /** Does nothing but load this class, and so find the functions. */
    static void load() {}

    /** The attributes with which every process starts; never freed. */
    private static MemorySegment attributes() {
        Arena arena = Arena.global();
        MemorySegment errno = Libc.errnoIn(arena);
        MemorySegment attributes = arena.allocate(512, 16);
        MemorySegment signals = arena.allocate(128, 16);
        long at = attributes.address();
        Libc.call(Libc.function("posix_spawnattr_init"), errno, at, 0, 0);
        Libc.call(
                Libc.function("posix_spawnattr_setflags"),
                errno,
                at,
                OWN_GROUP | DEFAULT_SIGNALS | SIGNAL_MASK,
                0);
        Libc.call(Libc.function("posix_spawnattr_setpgroup"), errno, at, 0, 0);
        Libc.call(Libc.function("posix_spawnattr_setsigmask"), errno, at, signals.address(), 0);
        signals.set(JAVA_LONG, 0, 1L << (Signals.PIPE - 1));
        Libc.call(Libc.function("posix_spawnattr_setsigdefault"), errno, at, signals.address(), 0);
        // A parent that ignores the end of its children would have the system forget how ours
        // ended.
        Libc.call(Libc.function("signal"), errno, Signals.CHILD, 0, 0);
        return attributes;
    }

    /**
     * Opens {@code /dev/null}, and whatever is missing of the standard files, so that no pipe takes
     * their place.
     */
    private static int openNothing() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = Libc.errnoIn(arena);
            int file = 0;
            while (file >= 0 && file <= 2) {
                file =
                        Libc.call(
                                OPEN,
                                errno,
                                arena.allocateFrom("/dev/null").address(),
                                CLOSE_ON_EXEC,
                                0);
            }
            if (file < 0) {
                throw new UnsupportedOperationException("/dev/null cannot be opened");
            }
            return file;
        }
    }

    /**
     * Starts the process, and leaves in {@link Scratch#polled} the ends to read its standard output
     * and standard error from. What may pass in a moment, such as too many processes, is tried
     * again for about a second.
     *
     * @return its number
     * @throws Spawner.NotStarted if it could not be started
     * @throws InterruptedException if this thread was interrupted before it could
     */
    static int start(Scratch scratch, Invocation invocation, MemorySegment environment)
            throws Spawner.NotStarted, InterruptedException {
        String folder = invocation.folder() == null ? "" : invocation.folder().toString();
        Scratch.Addresses program = scratch.write(invocation.program(), invocation.words(), folder);
        for (int attempt = 1; ; attempt++) {
            int error = attempt(scratch, program, environment, !folder.isEmpty());
            if (error == 0) {
                scratch.polled.copyFrom(READABLE_PIPES);
                scratch.polled.set(JAVA_INT, 0, scratch.pipes.get(JAVA_INT, 0));
                scratch.polled.set(JAVA_INT, 8, scratch.pipes.get(JAVA_INT, 8));
                return scratch.pid.get(JAVA_INT, 0);
            }
            if (error == StartError.ENOEXEC && invocation.isScript()) {
                return start(scratch, invocation.byShell(), environment);
            }
            if (attempt == StartError.ATTEMPTS || !StartError.passes(error)) {
                throw StartError.explain(error, invocation);
            }
            TimeUnit.MILLISECONDS.sleep(1L << attempt);
        }
    }

    private static int attempt(
            Scratch scratch,
            Scratch.Addresses program,
            MemorySegment environment,
            boolean inFolder) {
        long pipes = scratch.pipes.address();
        if (Libc.call(PIPE, scratch.errno, pipes, CLOSE_ON_EXEC, 0) != 0) {
            return scratch.errno.get(JAVA_INT, 0);
        }
        if (Libc.call(PIPE, scratch.errno, pipes + 8, CLOSE_ON_EXEC, 0) != 0) {
            int error = scratch.errno.get(JAVA_INT, 0);
            close(scratch, scratch.pipes.get(JAVA_INT, 0));
            close(scratch, scratch.pipes.get(JAVA_INT, 4));
            return error;
        }
        int error = spawn(scratch, program, environment, inFolder);
        close(scratch, scratch.pipes.get(JAVA_INT, 4));
        close(scratch, scratch.pipes.get(JAVA_INT, 12));
        if (error != 0) {
            close(scratch, scratch.pipes.get(JAVA_INT, 0));
            close(scratch, scratch.pipes.get(JAVA_INT, 8));
        }
        return error;
    }

    private static int spawn(
            Scratch scratch,
            Scratch.Addresses program,
            MemorySegment environment,
            boolean inFolder) {
        MemorySegment errno = scratch.errno;
        long actions = scratch.actions.address();
        Libc.call(ACTIONS, errno, actions, 0, 0);
        Libc.call(DUPLICATE, errno, actions, NOTHING, 0);
        Libc.call(DUPLICATE, errno, actions, scratch.pipes.get(JAVA_INT, 4), 1);
        Libc.call(DUPLICATE, errno, actions, scratch.pipes.get(JAVA_INT, 12), 2);
        Libc.call(CLOSE_FROM, errno, actions, 3, 0);
        if (inFolder) {
            MemorySegment change = Libc.function("posix_spawn_file_actions_addchdir_np");
            Libc.call(change, errno, actions, program.folder(), 0);
        }
        int error =
                (int)
                        Libc.call(
                                SPAWN,
                                errno,
                                scratch.pid.address(),
                                program.program(),
                                actions,
                                ATTRIBUTES.address(),
                                program.words(),
                                environment.address());
        Libc.call(FREE_ACTIONS, errno, actions, 0, 0);
        return error;
    }

    static void close(Scratch scratch, int file) {
        Libc.call(CLOSE, scratch.errno, file, 0, 0);
    }
}
