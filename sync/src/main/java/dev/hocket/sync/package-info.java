/**
 * The primitives between virtual threads that JDK 25 lacks: a scope that joins what it forked, an
 * event that can be set and cleared, a bounded queue that can be shut down. Locks, conditions,
 * semaphores, barriers and futures are those of {@code java.util.concurrent}.
 */
@NullMarked
package dev.hocket.sync;

import org.jspecify.annotations.NullMarked;
