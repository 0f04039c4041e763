/**
 * Runs one schedule after the other in a JVM of its own, confirms and shrinks what is found. Called
 * by {@code Check}; it may use all other packages of this module.
 */
@NullMarked
package dev.hocket.check.explore;

import org.jspecify.annotations.NullMarked;
