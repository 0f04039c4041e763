package dev.hocket.cli.option;

import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.exec.ExactText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The texts between delimiters of a stream, read one by one. Bytes that are not UTF-8 are kept: see
 * {@link ExactText}. In a locale of another character set, names are read as it has them.
 */
public final class DelimitedTexts extends Spliterators.AbstractSpliterator<String> {
    private static final Charset LOCALE = locale();

    private final InputStream stream;
    private final String name;
    private final byte delimiter;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] text = new byte[256];
    private int length;

    private DelimitedTexts(InputStream stream, String name, char delimiter) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.stream = stream;
        this.name = name;
        this.delimiter = (byte) delimiter;
    }

    private static Charset locale() {
        Charset own =
                Charset.forName(
                        System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return own.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : own;
    }

    /** The texts of a stream. */
    public static DelimitedTexts over(InputStream stream, String name, char delimiter) {
        return new DelimitedTexts(stream, name, delimiter);
    }

    /** The texts that are left; closing them closes the stream. */
    public Stream<String> stream() {
        return StreamSupport.stream(this, false).onClose(this::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        try {
            length = 0;
            if (at == end && !fill()) {
                return false;
            }
            while (true) {
                int from = at;
                while (at < end && buffer[at] != delimiter) {
                    at++;
                }
                if (at < end) {
                    action.accept(text(from));
                    at++;
                    return true;
                }
                keep(from);
                if (!fill()) {
                    action.accept(decoded(text, 0, length));
                    return true;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(name + ": " + Wording.problem(failed), failed);
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, stream.read(buffer));
        return end > 0;
    }

    private void keep(int from) {
        int more = at - from;
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(length + more, 2 * text.length));
        }
        System.arraycopy(buffer, from, text, length, more);
        length += more;
    }

    private String text(int from) {
        if (length == 0) {
            return decoded(buffer, from, at - from);
        }
        keep(from);
        return decoded(text, 0, length);
    }

    private static String decoded(byte[] bytes, int offset, int length) {
        return LOCALE.equals(StandardCharsets.UTF_8)
                ? ExactText.of(bytes, offset, length)
                : new String(bytes, offset, length, LOCALE);
    }

    private void close() {
        try {
            stream.close();
        } catch (IOException readOnly) {
            // nothing is lost by it
        }
    }
}
