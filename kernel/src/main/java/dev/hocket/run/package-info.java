/**
 * The run: one job over one set of inputs on one engine, from the first lease to the last outcome.
 * The factory methods of the exported packages alone call it.
 */
@NullMarked
package dev.hocket.run;

import org.jspecify.annotations.NullMarked;
