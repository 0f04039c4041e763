/**
 * Controlled scheduling: runs a concurrent test under many interleavings and shows the one that
 * fails. A test calls {@link dev.hocket.check.Check}, or carries the annotation {@link
 * dev.hocket.check.Checked}; what they find is a {@link dev.hocket.check.Verdict}.
 *
 * {@snippet :
 * int[] count = {0};
 * Verdict verdict = Check.that(() -> {
 *     Thread other = Thread.ofVirtual().start(() -> count[0]++);
 *     count[0]++;
 *     other.join();
 * }).run();
 * System.out.println(verdict); // a race on count, with the interleaving that shows it
 * }
 */
@NullMarked
package dev.hocket.check;

import org.jspecify.annotations.NullMarked;
