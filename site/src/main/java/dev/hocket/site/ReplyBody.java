package dev.hocket.site;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** What a reply carries. */
sealed interface ReplyBody {

    /** How many bytes it has. */
    long length();

    /** Bytes in memory, which nobody changes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements ReplyBody {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /** Opens a file in the state in which it was when the reply was made. */
    interface FileSource {
        FileChannel open() throws IOException;
    }

    /** A file, opened when it is sent. */
    record File(FileSource source, long length) implements ReplyBody {}
}
