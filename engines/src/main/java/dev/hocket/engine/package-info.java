/**
 * The engines that need only the JDK, by their providers and by name. What they are made of is in
 * the rooms below, which are hidden.
 */
@NullMarked
package dev.hocket.engine;

import org.jspecify.annotations.NullMarked;
