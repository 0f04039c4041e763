/** The contract suite and the tools for testing engines. */
module dev.hocket.testkit {
    requires transitive dev.hocket;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;
    requires java.logging;
    requires jdk.management;

    exports dev.hocket.testkit;
    exports dev.hocket.testkit.web;
    exports dev.hocket.testkit.service;
}
