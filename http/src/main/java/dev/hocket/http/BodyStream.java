package dev.hocket.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A body as a stream. */
final class BodyStream extends InputStream {
    private final MessageBody body;
    private @Nullable ByteBuffer bytes = ByteBuffer.allocate(0);
    private boolean closed;

    BodyStream(MessageBody body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (closed) {
            throw new IOException("the response was closed; read its body before");
        }
        if (length == 0) {
            return 0;
        }
        if (bytes != null && !bytes.hasRemaining()) {
            bytes = body.next();
        }
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(into, offset, count);
        return count;
    }

    @Override
    public void close() {
        closed = true; // the bytes belong to the next exchange now
        body.close();
    }
}
