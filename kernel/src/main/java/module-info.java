/** The job, the run and its outcomes. */
module dev.hocket {
    requires static transitive org.jspecify;
}
