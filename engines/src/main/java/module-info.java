/** Engines that the JDK alone can drive. */
@org.jspecify.annotations.NullMarked
module dev.hocket.engine {
    requires transitive dev.hocket;
    requires java.management;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.hocket.engine;

    provides dev.hocket.spi.EngineProvider with
            dev.hocket.engine.Async,
            dev.hocket.engine.Auto,
            dev.hocket.engine.ForkJoin,
            dev.hocket.engine.InCaller,
            dev.hocket.engine.Threads,
            dev.hocket.engine.Virtual;
}
