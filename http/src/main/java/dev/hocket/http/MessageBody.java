package dev.hocket.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of an answer as it arrives. Used by one thread at a time, but for {@link #close}. */
interface MessageBody {

    /**
     * The next bytes, which stay valid until the next call; what of them is not read is lost.
     *
     * @return the bytes, at least one; or null if the body has ended, and is whole
     * @throws HttpException if it ends before it is whole
     */
    @Nullable ByteBuffer next() throws IOException;

    /** Lets go of the connection, which may serve again if the body was read to its end. */
    void close();
}
