/**
 * The primitives between virtual threads that JDK 25 lacks: a scope that joins what it forked, an
 * event that can be set and cleared, a bounded queue that can be shut down. Locks, conditions,
 * semaphores, barriers and futures are those of {@code java.util.concurrent}.
 *
 * {@snippet :
 * try (TaskScope<String> scope = TaskScope.open()) {
 *     Future<String> left = scope.fork(() -> "left");
 *     Future<String> right = scope.fork(() -> "right");
 *     scope.join(); // a failure of either cancels the other, and is thrown here
 *     System.out.println(left.resultNow() + right.resultNow());
 * }
 * }
 */
@NullMarked
package dev.hocket.sync;

import org.jspecify.annotations.NullMarked;
