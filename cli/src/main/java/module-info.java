/** The command line. */
@org.jspecify.annotations.NullMarked
module dev.hocket.cli {
    requires dev.hocket;
    requires dev.hocket.check;
    requires dev.hocket.choose;
    requires dev.hocket.http;
    requires dev.hocket.jobs;
    requires dev.hocket.jobs.images;
    requires dev.hocket.jobs.net;
    requires dev.hocket.jobs.numbers;
    requires dev.hocket.queue;
    requires dev.hocket.site;
    requires info.picocli;
    requires java.sql;
    requires jdk.unsupported;
    requires static transitive org.jspecify;

    opens dev.hocket.cli.queue to
            dev.hocket.queue;

    provides System.LoggerFinder with
            dev.hocket.cli.terminal.QuietLoggers;
}
