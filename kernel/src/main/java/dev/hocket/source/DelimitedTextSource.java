package dev.hocket.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Splits a byte stream at a delimiter and decodes each part as UTF-8, strictly. It reads more only
 * when its buffer contains no complete part, so parts that have arrived are returned before it
 * blocks.
 */
public final class DelimitedTextSource extends InputSource<String> {
    private final InputStream stream;
    private final String name;
    private final byte delimiter;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int searched;
    private boolean ended;
    private long count;
    private @Nullable IOException failure;

    public DelimitedTextSource(InputStream stream, String name, char delimiter) {
        this.stream = stream;
        this.name = name;
        this.delimiter = (byte) delimiter;
    }

    @Override
    public int pull(@Nullable Object[] into, int most) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int n = 0;
        try {
            while (n < most) {
                int at = indexOfDelimiter();
                if (at >= 0) {
                    into[n] = decode(at);
                    start = at + 1;
                } else if (ended) {
                    if (start == end) {
                        break;
                    }
                    into[n] = decode(end);
                    start = end;
                } else if (n > 0) {
                    break;
                } else {
                    fill();
                    continue;
                }
                n++;
            }
        } catch (IOException thrown) {
            failure = thrown;
            if (n == 0) {
                throw thrown;
            }
        }
        return n;
    }

    private int indexOfDelimiter() {
        for (int i = Math.max(start, searched); i < end; i++) {
            if (buffer[i] == delimiter) {
                return i;
            }
        }
        searched = end; // so that a long text is looked through once, however it comes in
        return -1;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            searched -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (buffer.length == 1 << 30) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s: input %d is longer than 1 GiB; is the delimiter right?",
                                name,
                                count + 1));
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = stream.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }

    private String decode(int to) throws IOException {
        count++;
        int length = to - start;
        for (int i = start; i < to; i++) {
            if (buffer[i] < 0) {
                return decodeStrictly(length);
            }
        }
        return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
    }

    private String decodeStrictly(int length) throws IOException {
        try {
            return decoder.decode(ByteBuffer.wrap(buffer, start, length)).toString();
        } catch (CharacterCodingException notUtf8) {
            String seen = new String(buffer, start, Math.min(length, 60), StandardCharsets.UTF_8);
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: input %d is not UTF-8: '%s'; convert it first, for example with"
                                    + " iconv -f latin1 -t utf-8",
                            name,
                            count,
                            seen),
                    notUtf8);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
