/** Jobs that speak HTTP, the client that they share, and a server to try them on. */
// The jar of crawler-commons names its module by its file, which javac reports as a risk.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs.net {
    requires crawler.commons;
    requires java.net.http;
    requires org.jsoup;
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.crawl;
    exports dev.hocket.jobs.fetch;
    exports dev.hocket.jobs.host;
    exports dev.hocket.jobs.http;
}
