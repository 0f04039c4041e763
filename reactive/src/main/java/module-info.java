/** The engine over Reactor, and runs as fluxes. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // both libraries are
@org.jspecify.annotations.NullMarked
module dev.hocket.reactive {
    requires transitive dev.hocket;
    requires transitive org.reactivestreams;
    requires transitive reactor.core;
    requires static org.jspecify;

    exports dev.hocket.reactive;

    provides dev.hocket.spi.EngineProvider with
            dev.hocket.reactive.ReactiveProvider;
}
