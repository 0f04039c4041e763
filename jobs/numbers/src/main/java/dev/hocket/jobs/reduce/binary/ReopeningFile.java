package dev.hocket.jobs.reduce.binary;

import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.text.PrintableText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that several threads read. One that is interrupted while it reads closes the channel, as
 * channels do; the others then open it anew, and see nothing of that.
 */
final class ReopeningFile implements Closeable {
    private final Path path;
    private final long size;
    private volatile FileChannel channel;
    private boolean closed;

    ReopeningFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            this.size = channel.size();
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /** How many bytes it had when it was opened. */
    long size() {
        return size;
    }

    /** Fills a buffer with what begins at a byte. */
    void read(ByteBuffer to, long at) throws IOException {
        int from = to.position();
        while (to.hasRemaining()) {
            FileChannel open = channel;
            try {
                if (open.read(to, at + to.position() - from) < 0) {
                    throw new ReductionException(
                            "%s became shorter while it was read; read it when no program writes to it"
                                    .formatted(PrintableText.of(path.toString())));
                }
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (ClosedChannelException closedByAnother) {
                reopen(closedByAnother);
            }
        }
    }

    private synchronized void reopen(ClosedChannelException why) throws IOException {
        if (closed) {
            throw why;
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
