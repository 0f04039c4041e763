/** Measures a job on every engine and recommends one. */
@NullMarked
package dev.hocket.choose;

import org.jspecify.annotations.NullMarked;
