package dev.hocket.site;

import java.nio.file.Path;

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

    /** A file, opened when it is sent. */
    record File(Path path, long length) implements ReplyBody {}
}
