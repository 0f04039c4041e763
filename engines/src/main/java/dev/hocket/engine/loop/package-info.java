/**
 * The engine {@code async}: attempts in flight, on event loops that may be watched. Its provider
 * and {@code auto} open it.
 */
@NullMarked
package dev.hocket.engine.loop;

import org.jspecify.annotations.NullMarked;
