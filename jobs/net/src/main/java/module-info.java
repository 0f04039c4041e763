/** Jobs that read the web: files fetched, sites crawled. */
// The jars of crawler-commons and jwarc name their modules by their files, which javac reports as a
// risk.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs.net {
    requires crawler.commons;
    requires jwarc;
    requires org.jsoup;
    requires transitive dev.hocket;
    requires transitive dev.hocket.http;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.crawl;
    exports dev.hocket.jobs.fetch;
}
