package dev.hocket.site;

import java.io.IOException;

/** The content of a site: a reply to each request. */
@FunctionalInterface
public interface SiteContent {

    /**
     * Returns the reply to a GET or HEAD request. The server omits the body for HEAD, and handles
     * conditions and ranges if the reply has validators.
     *
     * <p>It is called on the server's threads, several at a time, which serve no other client
     * meanwhile, so it must not block.
     *
     * @throws IOException if there is no reply; the client gets status 500
     */
    Reply reply(SiteRequest request) throws IOException;
}
