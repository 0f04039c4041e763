/**
 * What woven code calls, in the classes of the test and in the JDK. Called by name from byte code
 * that the weaver makes, and by nobody else; each hook hands on to the scheduler.
 */
@NullMarked
package dev.hocket.check.hooks;

import org.jspecify.annotations.NullMarked;
