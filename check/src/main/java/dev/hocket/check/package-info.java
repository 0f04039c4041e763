/**
 * Controlled scheduling: runs a concurrent test under many interleavings and shows the one that
 * fails.
 */
@NullMarked
package dev.hocket.check;

import org.jspecify.annotations.NullMarked;
