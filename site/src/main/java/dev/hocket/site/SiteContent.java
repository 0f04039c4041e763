package dev.hocket.site;

import java.io.IOException;

/** What a site says to each request. */
@FunctionalInterface
public interface SiteContent {

    /**
     * The reply to a request of GET or HEAD; for HEAD its body is left out on the way, and
     * conditions and ranges are looked after where the reply has validators.
     *
     * <p>Called by the server's own threads, several at a time, which serve nobody else meanwhile:
     * it must not wait for anything.
     *
     * @throws IOException if it cannot be told; the client gets status 500
     */
    Reply reply(SiteRequest request) throws IOException;
}
