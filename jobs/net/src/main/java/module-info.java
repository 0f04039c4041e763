/** Jobs that speak HTTP, the client that they share, and a server to try them on. */
// The jars of crawler-commons and jwarc name their modules by their files, which javac reports as a
// risk.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs.net {
    requires crawler.commons;
    requires java.net.http;
    requires jwarc;
    requires org.jsoup;
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.crawl;
    exports dev.hocket.jobs.fetch;
    exports dev.hocket.jobs.host;
    exports dev.hocket.jobs.http;
}
