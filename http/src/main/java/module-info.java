/** An HTTP client for bulk work. */
@org.jspecify.annotations.NullMarked
module dev.hocket.http {
    requires java.net.http;
    requires static transitive org.jspecify;

    exports dev.hocket.http;
}
