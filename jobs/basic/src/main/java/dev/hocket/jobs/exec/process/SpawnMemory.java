package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.ExactText;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the start of one process and the reading of its output need; used by one thread
 * at a time, and for one process after another.
 */
final class SpawnMemory {
    /** The two ends of the pipe for standard output, then those of the pipe for standard error. */
    static final int PIPES = 16;

    /** A process id. */
    static final int PID = 32;

    /** Three {@code struct pollfd}: standard output, standard error, the process. */
    static final int POLLED = 48;

    /** A {@code siginfo_t}. */
    static final int INFO = 128;

    /** A {@code posix_spawn_file_actions_t}, which has 80 bytes in glibc. */
    static final int ACTIONS = 256;

    /** What was read. */
    static final int READ = 512;

    static final int READ_SIZE = 1 << 16;

    static final Charset CHARSET = charset();

    final NativeMemory memory = NativeMemory.allocate(READ + READ_SIZE);
    final MemorySegment errno = memory.segment().asSlice(0, 4);
    final byte[] bytes = new byte[READ_SIZE];

    private NativeMemory words = NativeMemory.allocate(4096);

    /** The array of pointers to variables: two of them lie behind it and change. */
    private NativeMemory variables = words;

    private @Nullable PosixEnvironment of;

    /**
     * Writes the array of pointers that {@code exec} takes, for {@code arguments}, and behind it
     * the path of the program and the working folder.
     */
    Addresses write(String program, List<String> arguments, String folder)
            throws Spawner.NotStarted {
        int count = arguments.size();
        byte[][] encoded = new byte[count + 2][];
        long size = 8L * (count + 1);
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = encode(i < count ? arguments.get(i) : i == count ? program : folder);
            size += encoded[i].length + 1;
        }
        if (size > words.segment().byteSize()) {
            words = NativeMemory.allocate(2 * size);
        }
        int at = 8 * (count + 1);
        long[] addresses = new long[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            addresses[i] = words.address(at);
            words.bytes().put(at, encoded[i]);
            at += encoded[i].length;
            words.bytes().put(at++, (byte) 0);
        }
        for (int i = 0; i < count; i++) {
            words.bytes().putLong(8 * i, addresses[i]);
        }
        words.bytes().putLong(8 * count, 0);
        return new Addresses(words.address(0), addresses[count], addresses[count + 1]);
    }

    /**
     * Writes the array of pointers to variables, and behind it those two that tell a command its
     * numbers.
     *
     * @return where it lies
     */
    long environment(PosixEnvironment environment, @Nullable CommandNumbers numbers) {
        int count = environment.count();
        int texts = 8 * (count + 3);
        if (of != environment) {
            variables = NativeMemory.allocate(texts + 2 * CommandNumbers.MOST_BYTES);
            environment.writeTo(variables);
            of = environment;
        }
        if (numbers == null) {
            variables.bytes().putLong(8 * count, 0);
        } else {
            number(count, texts, CommandNumbers.SEQUENCE, numbers.sequence());
            number(
                    count + 1,
                    texts + CommandNumbers.MOST_BYTES,
                    CommandNumbers.SLOT,
                    numbers.slot());
        }
        return variables.address(0);
    }

    private void number(int index, int at, String name, long number) {
        String text = name + "=" + number + "\0";
        variables.bytes().put(at, text.getBytes(StandardCharsets.US_ASCII));
        variables.bytes().putLong(8 * index, variables.address(at));
    }

    /** Where the array, the path and the folder lie. */
    record Addresses(long words, long program, long folder) {}

    /**
     * Text as the system's bytes.
     *
     * @throws Spawner.NotStarted if the text has none
     */
    static byte[] encode(String text) throws Spawner.NotStarted {
        if (text.indexOf('\0') >= 0) {
            String shown = text.replace("\0", "\\0");
            throw new Spawner.NotStarted(
                    126,
                    "the argument \""
                            + shown
                            + "\" contains a NUL, which cannot be passed to a command");
        }
        boolean utf8 = CHARSET.equals(StandardCharsets.UTF_8);
        byte[] bytes = utf8 ? ExactText.bytes(text) : text.getBytes(CHARSET);
        String back = utf8 ? ExactText.of(bytes, 0, bytes.length) : new String(bytes, CHARSET);
        if (!back.equals(text)) {
            throw new Spawner.NotStarted(
                    126,
                    "the argument \""
                            + ExactText.shown(text)
                            + "\" contains a character that cannot be encoded in "
                            + CHARSET
                            + ", the character set of this locale");
        }
        return bytes;
    }

    /**
     * File names were read in the locale's character set; where that is plain ASCII, which names
     * none, in UTF-8.
     */
    private static Charset charset() {
        Charset own =
                Charset.forName(
                        System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return own.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : own;
    }
}
