/** The rules that hold across modules. */
@NullMarked
package dev.hocket.arch;

import org.jspecify.annotations.NullMarked;
