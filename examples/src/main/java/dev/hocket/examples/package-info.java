/**
 * One runnable program per feature, to be read and copied. {@code script/example NAME} runs one;
 * nothing may use them.
 */
@NullMarked
package dev.hocket.examples;

import org.jspecify.annotations.NullMarked;
