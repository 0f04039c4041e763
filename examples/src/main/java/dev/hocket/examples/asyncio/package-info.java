/** A program for each part of asyncio; docs/coming-from-asyncio.md shows both side by side. */
@NullMarked
package dev.hocket.examples.asyncio;

import org.jspecify.annotations.NullMarked;
