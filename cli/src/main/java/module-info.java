/** The command line. */
module dev.hocket.cli {
    requires dev.hocket;
    requires dev.hocket.choose;
    requires dev.hocket.jobs;
    requires dev.hocket.jobs.images;
    requires info.picocli;
    requires static transitive org.jspecify;
}
