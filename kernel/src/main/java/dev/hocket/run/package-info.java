/**
 * The run: one job over one set of inputs on one engine, from the first lease to the return of the
 * last one. The factory methods of {@link dev.hocket.Engine} and {@link dev.hocket.consume} call
 * it.
 */
@NullMarked
package dev.hocket.run;

import org.jspecify.annotations.NullMarked;
