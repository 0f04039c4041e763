/**
 * A program for each part of asyncio. The page {@code docs/coming-from-asyncio.md} shows each
 * beside its original in Python.
 */
@NullMarked
package dev.hocket.examples.asyncio;

import org.jspecify.annotations.NullMarked;
