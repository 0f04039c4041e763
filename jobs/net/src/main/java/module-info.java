/** Jobs that speak HTTP, the client that they share, and a server to try them on. */
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs.net {
    requires java.net.http;
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.fetch;
    exports dev.hocket.jobs.host;
    exports dev.hocket.jobs.http;
}
