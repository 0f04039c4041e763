/** A small web server for a folder, or for content that a program makes. */
@org.jspecify.annotations.NullMarked
module dev.hocket.site {
    requires static transitive org.jspecify;

    exports dev.hocket.site;
}
