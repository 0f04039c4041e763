/** Measures a job on every engine and recommends one. */
@org.jspecify.annotations.NullMarked
module dev.hocket.choose {
    requires transitive dev.hocket;
    requires java.management;
    requires static transitive org.jspecify;

    exports dev.hocket.choose;

    uses dev.hocket.spi.EngineProvider;
}
