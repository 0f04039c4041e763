/**
 * Each part of asyncio as it is here; docs/coming-from-asyncio.md shows them side by side. Each is
 * a program of its own.
 */
@NullMarked
package dev.hocket.examples.asyncio;

import org.jspecify.annotations.NullMarked;
