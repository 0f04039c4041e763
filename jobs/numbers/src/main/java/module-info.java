/** Jobs over numbers: prime factors. */
module dev.hocket.jobs.numbers {
    requires transitive dev.hocket;
    requires static transitive org.jspecify;

    exports dev.hocket.jobs.factor;
}
