/** The engines that need only the JDK. */
module dev.hocket.engine {
    requires dev.hocket;
    requires static transitive org.jspecify;
}
