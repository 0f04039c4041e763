/** That the examples run, and that the page shows what they are. */
@NullMarked
package dev.hocket.examples.asyncio;

import org.jspecify.annotations.NullMarked;
