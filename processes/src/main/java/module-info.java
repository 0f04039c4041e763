/** A pool of child JVMs: an engine that a crash of a task cannot take down. */
@org.jspecify.annotations.NullMarked
module dev.hocket.processes {
    requires transitive dev.hocket;
    requires transitive dev.hocket.link;
    requires static org.jspecify;

    exports dev.hocket.processes;

    provides dev.hocket.spi.EngineProvider with
            dev.hocket.processes.ProcessesProvider;
}
