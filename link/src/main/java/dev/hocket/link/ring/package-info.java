/** Links over rings in shared memory, which sleep by futexes. Only {@code FrameLinks} calls it. */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.ring;
