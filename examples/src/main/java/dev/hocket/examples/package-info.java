/**
 * One runnable program per feature, to read and to copy. {@code script/example NAME} runs one; no
 * other code may use them.
 */
@NullMarked
package dev.hocket.examples;

import org.jspecify.annotations.NullMarked;
