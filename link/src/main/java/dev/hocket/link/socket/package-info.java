/** Links over Unix domain sockets. Only {@code FrameLinks} calls it. */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.socket;
