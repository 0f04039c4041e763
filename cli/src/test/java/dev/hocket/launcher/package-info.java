/** Tests of the script that starts Hocket. */
@NullMarked
package dev.hocket.launcher;

import org.jspecify.annotations.NullMarked;
