/** Engines that the JDK alone can drive. */
@org.jspecify.annotations.NullMarked
module dev.hocket.engine {
    requires transitive dev.hocket;
    requires java.management;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.hocket.engine;

    provides dev.hocket.spi.EngineProvider with
            dev.hocket.engine.AsyncProvider,
            dev.hocket.engine.AutoProvider,
            dev.hocket.engine.ForkJoinProvider,
            dev.hocket.engine.SequentialProvider,
            dev.hocket.engine.ThreadsProvider,
            dev.hocket.engine.VirtualProvider;
}
