/** What each primitive promises, and that it holds when threads race. */
@NullMarked
package dev.hocket.sync;

import org.jspecify.annotations.NullMarked;
