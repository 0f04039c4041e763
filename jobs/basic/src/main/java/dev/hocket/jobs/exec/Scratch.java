package dev.hocket.jobs.exec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The native memory that the start of one process and the reading of its output need; used by one
 * thread at a time, and for one process after another.
 */
final class Scratch {
    static final int READ = 1 << 16;

    final Arena arena = Arena.ofAuto();
    final MemorySegment errno = Libc.errnoIn(arena);

    /** For the two ends of each of two pipes. */
    final MemorySegment pipes = arena.allocate(16, 8);

    /** For three {@code struct pollfd}: standard output, standard error, the process. */
    final MemorySegment polled = arena.allocate(24, 8);

    /** For a {@code posix_spawn_file_actions_t}, which has 80 bytes in glibc. */
    final MemorySegment actions = arena.allocate(256, 16);

    /** For a process id. */
    final MemorySegment pid = arena.allocate(8, 8);

    /** For a {@code siginfo_t}. */
    final MemorySegment info = arena.allocate(128, 16);

    final MemorySegment buffer = arena.allocate(READ, 16);
    final byte[] bytes = new byte[READ];

    private MemorySegment words = arena.allocate(4096, 8);

    /**
     * Writes the array of pointers that {@code exec} takes, for {@code words}, and behind it the
     * path of the program and the working folder.
     *
     * @return where each lies: the array, the program, the folder (0 where none is given)
     */
    Addresses write(String program, List<String> arguments, String folder)
            throws Spawner.NotStarted {
        byte[][] encoded = new byte[arguments.size() + 2][];
        long size = 8L * (arguments.size() + 1);
        for (int i = 0; i < encoded.length; i++) {
            int extra = i - arguments.size();
            encoded[i] = encode(extra < 0 ? arguments.get(i) : extra == 0 ? program : folder);
            size += encoded[i].length + 1;
        }
        if (size > words.byteSize()) {
            words = arena.allocate(2 * size, 8);
        }
        long at = 8L * (arguments.size() + 1);
        long[] addresses = new long[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            addresses[i] = words.address() + at;
            MemorySegment.copy(encoded[i], 0, words, JAVA_BYTE, at, encoded[i].length);
            at += encoded[i].length;
            words.set(JAVA_BYTE, at++, (byte) 0);
        }
        MemorySegment.copy(addresses, 0, words, JAVA_LONG, 0, arguments.size());
        words.setAtIndex(JAVA_LONG, arguments.size(), 0);
        return new Addresses(
                words.address(), addresses[arguments.size()], addresses[arguments.size() + 1]);
    }

    record Addresses(long words, long program, long folder) {}

    /** Text as the system's bytes: UTF-8, in which every file name of a UTF-8 locale was read. */
    static byte[] encode(String text) throws Spawner.NotStarted {
        if (text.indexOf('\0') >= 0) {
            throw new Spawner.NotStarted(
                    126,
                    "the argument \""
                            + text.replace("\0", "\\0")
                            + "\" holds a NUL, which no command can be given");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && !new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new Spawner.NotStarted(
                    126,
                    "an argument holds half a character (an unpaired surrogate), which cannot be"
                            + " written as UTF-8");
        }
        return bytes;
    }
}
