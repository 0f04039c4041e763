package dev.hocket.jobs.exec.process;

import java.lang.foreign.MemorySegment;

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
    private static final NativeMemory ATTRIBUTES = attributes();
    private static final int NOTHING = openNothing();

    private PosixStart() {}

    /** Does nothing but load this class, and so find the functions. */
    static void load() {}

    /** The attributes with which every process starts. */
    private static NativeMemory attributes() {
        MemorySegment errno = NativeMemory.allocate(4).segment();
        NativeMemory attributes = NativeMemory.allocate(512);
        NativeMemory signals = NativeMemory.allocate(128);
        long at = attributes.address(0);
        int flags = OWN_GROUP | DEFAULT_SIGNALS | SIGNAL_MASK;
        Libc.call(Libc.function("posix_spawnattr_init"), errno, at, 0, 0);
        Libc.call(Libc.function("posix_spawnattr_setflags"), errno, at, flags, 0);
        Libc.call(Libc.function("posix_spawnattr_setpgroup"), errno, at, 0, 0);
        Libc.call(Libc.function("posix_spawnattr_setsigmask"), errno, at, signals.address(0), 0);
        signals.bytes().putLong(0, 1L << (SignalNumbers.PIPE - 1));
        Libc.call(Libc.function("posix_spawnattr_setsigdefault"), errno, at, signals.address(0), 0);
        // A parent that ignores the end of its children would have the system forget how ours
        // ended.
        Libc.call(Libc.function("signal"), errno, SignalNumbers.CHILD, 0, 0);
        return attributes;
    }

    /**
     * Opens {@code /dev/null}, and whatever is missing of the standard files, so that no pipe takes
     * their place.
     */
    private static int openNothing() {
        MemorySegment errno = NativeMemory.allocate(4).segment();
        NativeMemory path = NativeMemory.text("/dev/null");
        int file = 0;
        while (file >= 0 && file <= 2) {
            file = Libc.call(OPEN, errno, path.address(0), CLOSE_ON_EXEC, 0);
        }
        if (file < 0) {
            throw new UnsupportedOperationException("/dev/null cannot be opened");
        }
        return file;
    }

    /**
     * Starts the process, and leaves in {@link SpawnMemory#POLLED} the ends to read its standard
     * output and standard error from. What may pass in a moment, such as too many processes, is
     * tried again for about a second.
     *
     * @return its number
     * @throws Spawner.NotStarted if it could not be started
     * @throws InterruptedException if this thread was interrupted before it could
     */
    static int start(
            SpawnMemory scratch, ProgramInvocation invocation, PosixEnvironment environment)
            throws Spawner.NotStarted, InterruptedException {
        String folder = invocation.folder() == null ? "" : invocation.folder().toString();
        SpawnMemory.Addresses program =
                scratch.write(invocation.program(), invocation.words(), folder);
        long variables = scratch.environment(environment, invocation.numbers());
        for (int attempt = 1; ; attempt++) {
            int error = attempt(scratch, program, variables, !folder.isEmpty());
            if (error == 0) {
                setPolled(scratch, 0, file(scratch, 0));
                setPolled(scratch, 1, file(scratch, 2));
                setPolled(scratch, 2, -1);
                return scratch.memory.getInt(SpawnMemory.PID);
            }
            if (error == StartError.ENOEXEC && invocation.isScript()) {
                return start(scratch, invocation.byShell(), environment);
            }
            if (!StartError.passes(error) || StartError.lasts(attempt)) {
                throw StartError.explain(error, invocation);
            }
            StartError.pause(attempt);
        }
    }

    /** Sets which file a {@code struct pollfd} is about: anything to read there is to be told. */
    private static void setPolled(SpawnMemory scratch, int which, int file) {
        scratch.memory.putInt(SpawnMemory.POLLED + 8 * which, file);
        scratch.memory.putInt(SpawnMemory.POLLED + 8 * which + 4, 1);
    }

    /** One of the four ends of the pipes: out of the first, into it, out of the second, into it. */
    private static int file(SpawnMemory scratch, int end) {
        return scratch.memory.getInt(SpawnMemory.PIPES + 4 * end);
    }

    private static int attempt(
            SpawnMemory scratch,
            SpawnMemory.Addresses program,
            long environment,
            boolean inFolder) {
        long pipes = scratch.memory.address(SpawnMemory.PIPES);
        if (Libc.call(PIPE, scratch.errno, pipes, CLOSE_ON_EXEC, 0) != 0) {
            return scratch.memory.getInt(0);
        }
        if (Libc.call(PIPE, scratch.errno, pipes + 8, CLOSE_ON_EXEC, 0) != 0) {
            int error = scratch.memory.getInt(0);
            close(scratch, file(scratch, 0));
            close(scratch, file(scratch, 1));
            return error;
        }
        int error = spawn(scratch, program, environment, inFolder);
        close(scratch, file(scratch, 1));
        close(scratch, file(scratch, 3));
        if (error != 0) {
            close(scratch, file(scratch, 0));
            close(scratch, file(scratch, 2));
        }
        return error;
    }

    private static int spawn(
            SpawnMemory scratch,
            SpawnMemory.Addresses program,
            long environment,
            boolean inFolder) {
        MemorySegment errno = scratch.errno;
        long actions = scratch.memory.address(SpawnMemory.ACTIONS);
        long pid = scratch.memory.address(SpawnMemory.PID);
        long attributes = ATTRIBUTES.address(0);
        Libc.call(ACTIONS, errno, actions, 0, 0);
        Libc.call(DUPLICATE, errno, actions, NOTHING, 0);
        Libc.call(DUPLICATE, errno, actions, file(scratch, 1), 1);
        Libc.call(DUPLICATE, errno, actions, file(scratch, 3), 2);
        Libc.call(CLOSE_FROM, errno, actions, 3, 0);
        if (inFolder) {
            MemorySegment change = Libc.function("posix_spawn_file_actions_addchdir_np");
            Libc.call(change, errno, actions, program.folder(), 0);
        }
        long error =
                Libc.call(
                        SPAWN,
                        errno,
                        pid,
                        program.program(),
                        actions,
                        attributes,
                        program.words(),
                        environment);
        Libc.call(FREE_ACTIONS, errno, actions, 0, 0);
        return (int) error;
    }

    static void close(SpawnMemory scratch, int file) {
        Libc.call(CLOSE, scratch.errno, file, 0, 0);
    }
}
