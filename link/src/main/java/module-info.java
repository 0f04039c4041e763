/**
 * What processes that work together say to each other, and by which way: frames over shared memory
 * or sockets, values, the worker's side of an engine, and arrays that they share.
 */
@org.jspecify.annotations.NullMarked
module dev.hocket.link {
    requires transitive dev.hocket;
    requires static java.logging;
    requires static org.jspecify;

    exports dev.hocket.link;
    exports dev.hocket.link.codec;
    exports dev.hocket.link.shared;
    exports dev.hocket.link.worker;
}
