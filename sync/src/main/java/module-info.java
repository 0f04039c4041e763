/** The primitives between virtual threads that the JDK lacks. */
@org.jspecify.annotations.NullMarked
module dev.hocket.sync {
    requires static transitive org.jspecify;

    exports dev.hocket.sync;
}
