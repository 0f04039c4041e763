package dev.hocket.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelimitedTextSourceTest {
    /** Gives at most so many bytes a read. */
    private static final class Slow extends InputStream {
        private final InputStream bytes;
        private final int most;
        int reads;

        Slow(byte[] bytes, int most) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.most = most;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            reads++;
            return bytes.read(into, at, Math.min(most, length));
        }
    }

    private static List<String> all(InputSource<String> lines, int most) throws Exception {
        List<String> all = new ArrayList<>();
        @Nullable Object[] into = new @Nullable Object[most];
        for (int n = lines.pull(into, most); n > 0; n = lines.pull(into, most)) {
            for (int i = 0; i < n; i++) {
                all.add((String) into[i]);
            }
        }
        return all;
    }

    private static List<String> split(String text, char delimiter) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return all(new DelimitedTextSource(new Slow(bytes, 7), "test", delimiter), 3);
    }

    @Test
    void splitsAtTheDelimiterAlone() throws Exception {
        assertEquals(List.of(), split("", '\n'));
        assertEquals(List.of(""), split("\n", '\n'));
        assertEquals(List.of("a", "b"), split("a\nb\n", '\n'));
        assertEquals(List.of("a", "b"), split("a\nb", '\n'), "no newline at the end");
        assertEquals(List.of("a\r", "", "b\r"), split("a\r\n\nb\r\n", '\n'), "CR is kept");
        assertEquals(List.of("a\nb", "c"), split("a\nb\0c\0", '\0'));
    }

    @Test
    void isTheSameHoweverTheBytesComeIn() throws Exception {
        Random random = new Random(3);
        String alphabet = "ab\r é€😀ß";
        for (int round = 0; round < 60; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(50); i >= 0; i--) {
                StringBuilder line = new StringBuilder("x");
                int length = random.nextInt(20) == 0 ? 100_000 : random.nextInt(60);
                while (line.length() < length) {
                    int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
                    line.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
                }
                lines.add(line.toString());
            }
            byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            for (int most : new int[] {1, 3, 4096, 1 << 16, 1 << 20}) {
                Slow stream = new Slow(bytes, most == 1 && bytes.length > 50_000 ? 5 : most);
                assertEquals(lines, all(new DelimitedTextSource(stream, "test", '\n'), 16));
            }
        }
    }

    @Test
    void handsOverWhatHasArrivedBeforeItReadsOn() throws Exception {
        Slow stream = new Slow("a\nb\nc".getBytes(StandardCharsets.UTF_8), 4);
        DelimitedTextSource lines = new DelimitedTextSource(stream, "test", '\n');
        @Nullable Object[] into = new @Nullable Object[10];
        assertEquals(2, lines.pull(into, 10));
        assertEquals(1, stream.reads);
        assertEquals(List.of("a", "b"), Arrays.asList(into).subList(0, 2));
        assertEquals(1, lines.pull(into, 10));
        assertEquals("c", into[0]);
    }

    @Test
    void aTextThatIsNotUtf8IsNamedByItsNumberAfterThoseBeforeIt() throws Exception {
        byte[] bytes = "one\ntwo\nthr\u00e9e\nfour\n".getBytes(StandardCharsets.ISO_8859_1);
        DelimitedTextSource lines =
                new DelimitedTextSource(new ByteArrayInputStream(bytes), "names.txt", '\n');
        @Nullable Object[] into = new @Nullable Object[10];
        assertEquals(2, lines.pull(into, 10));
        IOException thrown = assertThrows(IOException.class, () -> lines.pull(into, 10));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith("names.txt: input 3 is not UTF-8"), message);
        assertTrue(message.contains("iconv"), message);
        assertEquals(thrown, assertThrows(IOException.class, () -> lines.pull(into, 10)));
    }
}
