package dev.hocket.cli.terminal;

import dev.hocket.jobs.exec.ExactText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the command line as the bytes that they are. The JVM reads them as UTF-8, and puts
 * the same replacement character in place of whatever is not; the system still has the bytes.
 */
public final class ArgumentBytes {
    private static final char LOST = '\uFFFD';
    private static final Path ALL = Path.of("/proc/self/cmdline");

    private ArgumentBytes() {}

    /** The words without loss, where the system tells; as they are elsewhere. */
    public static String[] exact(String[] words) {
        if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding", "")) || !isLossy(words)) {
            return words;
        }
        try {
            List<byte[]> all = split(Files.readAllBytes(ALL));
            List<byte[]> last = all.subList(Math.max(0, all.size() - words.length), all.size());
            return last.size() == words.length ? decoded(last, words) : words;
        } catch (IOException elsewhere) {
            return words;
        }
    }

    private static boolean isLossy(String[] words) {
        for (String word : words) {
            if (word.indexOf(LOST) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                parts.add(java.util.Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    private static String[] decoded(List<byte[]> bytes, String[] words) {
        String[] exact = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            byte[] word = bytes.get(i);
            if (!new String(word, StandardCharsets.UTF_8).equals(words[i])) {
                return words; // other words than the JVM was given
            }
            exact[i] = ExactText.of(word, 0, word.length);
        }
        return exact;
    }
}
