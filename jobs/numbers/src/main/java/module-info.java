/** Jobs over numbers: prime factors, and reductions of columns. */
// The sketches' jars name their modules in the manifest only, if at all, which javac reports as a
// risk.
@SuppressWarnings("requires-automatic")
module dev.hocket.jobs.numbers {
    requires transitive dev.hocket;
    requires static transitive org.jspecify;
    requires java.sql;
    requires datasketches.java;
    requires sketches.java;
    requires aircompressor;

    exports dev.hocket.jobs.factor;
    exports dev.hocket.jobs.reduce;
}
