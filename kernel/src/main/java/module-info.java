/** The job, the run and its outcomes, and what an engine implements. */
@org.jspecify.annotations.NullMarked
module dev.hocket {
    requires static transitive org.jspecify;

    exports dev.hocket;
    exports dev.hocket.joblog;
    exports dev.hocket.spi;
    exports dev.hocket.text;

    uses dev.hocket.spi.EngineProvider;
}
