package dev.hocket.jobs.reduce.text;

import dev.hocket.jobs.reduce.ReductionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Turns UTF-16 into UTF-8. What is neither is an error, half a character at the end as well. */
final class Utf16Input extends InputStream {
    private static final int SIZE = 1 << 13;

    private final InputStream in;
    private final String name;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(2 * SIZE).flip();
    private final CharBuffer chars = CharBuffer.allocate(SIZE);
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private boolean ended;

    Utf16Input(InputStream in, Charset charset, String name) {
        this.in = in;
        this.name = name;
        this.decoder = charset.newDecoder(); // which reports what is wrong
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (length > 0 && !ready.hasRemaining()) {
            if (ended) {
                return -1;
            }
            more();
        }
        int count = Math.min(length, ready.remaining());
        ready.get(to, offset, count);
        return count;
    }

    /** Reads what is there, and at the end what the decoder has kept. */
    private void more() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        ended = read < 0;
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, ended);
        if (result.isError()) {
            throw new ReductionException(
                    ended
                            ? "%s ends within a character of UTF-16; it is truncated: get it again"
                                    .formatted(name)
                            : "%s begins like UTF-16 but contains bytes that are not a character; convert it to UTF-8"
                                    .formatted(name));
        }
        ready = StandardCharsets.UTF_8.encode(chars.flip());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
