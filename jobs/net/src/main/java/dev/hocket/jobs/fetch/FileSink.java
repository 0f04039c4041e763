package dev.hocket.jobs.fetch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.concurrent.atomic.LongAdder;

/** Writes a body to a file, counts its bytes and hashes them if asked to. */
record FileSink(FileChannel file, @Nullable MessageDigest digest, LongAdder received)
        implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int from = bytes.position();
        int count = file.write(bytes);
        received.add(count);
        if (digest != null) {
            digest.update(bytes.duplicate().position(from).limit(from + count));
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
