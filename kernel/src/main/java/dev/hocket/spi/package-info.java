/** What an engine implements. */
@NullMarked
package dev.hocket.spi;

import org.jspecify.annotations.NullMarked;
