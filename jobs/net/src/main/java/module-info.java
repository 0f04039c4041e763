/** Jobs that speak HTTP, and the client that they share. */
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs.net {
    requires java.net.http;
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.host;
    exports dev.hocket.jobs.http;
}
