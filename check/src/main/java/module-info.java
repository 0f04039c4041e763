/** Explores the interleavings of a concurrent test, shows the one that fails and replays it. */
module dev.hocket.check {
    requires transitive java.instrument;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.hocket.check;
}
