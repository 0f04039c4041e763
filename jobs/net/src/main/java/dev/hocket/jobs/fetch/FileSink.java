package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
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
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException full) {
            throw unwritable(path, full);
        }
        received.add(count);
        if (digest != null) {
            digest.update(bytes.duplicate().position(from).limit(from + count));
        }
        return count;
    }

    /** The failure of a file that cannot be written. */
    static FileSystemException unwritable(Path path, IOException why) {
        FileSystemException failure =
                new FileSystemException(
                        path.toString(), null, "cannot be written: " + why.getMessage());
        failure.initCause(why);
        return failure;
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
