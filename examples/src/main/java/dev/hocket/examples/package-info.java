/** One runnable program per feature. */
@NullMarked
package dev.hocket.examples;

import org.jspecify.annotations.NullMarked;
