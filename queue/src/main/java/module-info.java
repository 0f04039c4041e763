/** Durable jobs in a database, and the workers that run them. */
@org.jspecify.annotations.NullMarked
module dev.hocket.queue {
    requires transitive dev.hocket;
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.hocket.queue;
}
