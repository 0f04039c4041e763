/** The words of Hocket: a job over inputs, run by an engine, each input ending in one outcome. */
@NullMarked
package dev.hocket;

import org.jspecify.annotations.NullMarked;
