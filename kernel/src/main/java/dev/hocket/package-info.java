/**
 * What a user writes with: a job over inputs, run by an engine, each input ending in one outcome.
 * Everything may call it; it calls the hidden packages from its factory methods alone.
 */
@NullMarked
package dev.hocket;

import org.jspecify.annotations.NullMarked;
