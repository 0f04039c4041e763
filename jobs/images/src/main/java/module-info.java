/** Jobs that decode, resize and encode pictures. */
module dev.hocket.jobs.images {
    requires dev.hocket;
    requires java.desktop;
    requires static transitive org.jspecify;
}
