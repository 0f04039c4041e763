/**
 * Controlled scheduling: runs a concurrent test under many interleavings and shows the one that
 * fails. A test calls {@link dev.hocket.check.Check}, or carries the annotation {@link
 * dev.hocket.check.Checked}; what they find is a {@link dev.hocket.check.Verdict}.
 */
@NullMarked
package dev.hocket.check;

import org.jspecify.annotations.NullMarked;
