package dev.hocket.jobs.images.imageio;

import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file's bytes, as readers of {@code javax.imageio} want them. It does not say how long it is:
 * TwelveMonkeys' readers compare that with the size of the picture, and take a blank page that is
 * well compressed for an attack. {@code --max-pixels} guards against those. Reading ends when the
 * thread is interrupted.
 */
final class MemoryInput extends ImageInputStreamImpl {
    private final byte[] file;

    MemoryInput(byte[] file) {
        this.file = file;
    }

    @Override
    public int read() throws InterruptedIOException {
        check();
        bitOffset = 0;
        return streamPos < file.length ? file[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws InterruptedIOException {
        check();
        bitOffset = 0;
        if (streamPos >= file.length) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, file.length - streamPos);
        System.arraycopy(file, (int) streamPos, into, from, count);
        streamPos += count;
        return count;
    }

    private static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while an image was read");
        }
    }
}
