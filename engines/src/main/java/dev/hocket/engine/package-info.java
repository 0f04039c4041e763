/** The engines that need only the JDK. */
@NullMarked
package dev.hocket.engine;

import org.jspecify.annotations.NullMarked;
