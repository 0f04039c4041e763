/** Measures a job on every engine and recommends one. */
module dev.hocket.choose {
    requires dev.hocket;
    requires static transitive org.jspecify;
}
