/** Jobs that run a task or a command for each input. */
module dev.hocket.jobs {
    requires transitive dev.hocket;
    requires java.compiler;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.exec;
    exports dev.hocket.jobs.run;
}
