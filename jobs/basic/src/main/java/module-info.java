/** Jobs that run a task or a command for each input. */
module dev.hocket.jobs {
    requires dev.hocket;
    requires static transitive org.jspecify;
}
