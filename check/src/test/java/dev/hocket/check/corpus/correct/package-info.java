/**
 * Correct programs of the kinds that a checker is tempted to call wrong: each public method is one,
 * and nothing may be found in it.
 */
@NullMarked
package dev.hocket.check.corpus.correct;

import org.jspecify.annotations.NullMarked;
