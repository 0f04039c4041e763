/**
 * The engine {@code auto}: what it measures, the search for the best width and kind of lanes, and
 * the lanes that follow it. Its provider opens it.
 */
@NullMarked
package dev.hocket.engine.auto;

import org.jspecify.annotations.NullMarked;
