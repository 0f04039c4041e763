package dev.hocket.http;

import java.io.IOException;

/** A way to a server: sends one request and reads the header of the answer. */
interface HttpRoute extends AutoCloseable {

    /**
     * One exchange, redirects not followed.
     *
     * @throws HttpException if there is no answer, or not a right one
     * @throws InterruptedException if the thread is interrupted
     */
    Response.RawResponse exchange(Request request) throws IOException, InterruptedException;

    /** Ends all connections. */
    @Override
    void close();
}
