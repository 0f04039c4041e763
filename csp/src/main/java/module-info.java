/** Communicating sequential processes: an engine, and pipelines and networks of processes. */
@org.jspecify.annotations.NullMarked
module dev.hocket.csp {
    requires transitive dev.hocket;
    requires transitive com.softwaremill.jox;
    requires static org.jspecify;

    exports dev.hocket.csp;

    provides dev.hocket.spi.EngineProvider with
            dev.hocket.csp.CspProvider;
}
