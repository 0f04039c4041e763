/** The jobs that need only the JDK: a task of one's own, and a command per input. */
@org.jspecify.annotations.NullMarked
module dev.hocket.jobs {
    requires java.compiler;
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.exec;
    exports dev.hocket.jobs.run;
}
