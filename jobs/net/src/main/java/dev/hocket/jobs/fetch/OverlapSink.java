package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Takes the rest of a file whose first bytes are there already: what comes first must equal the
 * last bytes that are there, or it is the rest of another file.
 */
final class OverlapSink implements WritableByteChannel {
    private final ByteBuffer overlap;
    private final FileSink sink;

    /** The bytes that came are those of another file. */
    static final class OtherFileException extends IOException {
        @Serial private static final long serialVersionUID = 1;

        OtherFileException() {
            super("the bytes fetched again differ from those in the part");
        }
    }

    /**
     * @param overlap the last bytes that are there
     * @param sink takes the bytes that follow them
     */
    OverlapSink(ByteBuffer overlap, FileSink sink) {
        this.overlap = overlap;
        this.sink = sink;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int known = Math.min(overlap.remaining(), bytes.remaining());
        if (known == 0) {
            return sink.write(bytes);
        }
        ByteBuffer expected = overlap.slice(overlap.position(), known);
        if (!expected.equals(bytes.slice(bytes.position(), known))) {
            throw new OtherFileException();
        }
        overlap.position(overlap.position() + known);
        bytes.position(bytes.position() + known);
        sink.received().add(known);
        return known;
    }

    @Override
    public boolean isOpen() {
        return sink.isOpen();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
