package dev.hocket.jobs.fetch;

import dev.hocket.jobs.disk.DiskFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body to a file, counts its bytes and hashes them if asked to. What the file does not
 * take fails with the file's name: no other attempt at the server would help.
 */
record FileSink(Path path, FileChannel file, @Nullable MessageDigest digest, LongAdder received)
        implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int from = bytes.position();
        int count;
        try {
            count = file.write(bytes);
        } catch (IOException full) {
            throw DiskFailures.named(path, full);
        }
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
