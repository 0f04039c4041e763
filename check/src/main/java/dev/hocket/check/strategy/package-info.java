/**
 * Strategies that pick which thread goes on, what they see of a thread, and which operations
 * conflict. A pure layer at the bottom, called by the scheduler; it knows the exported API only.
 */
@NullMarked
package dev.hocket.check.strategy;

import org.jspecify.annotations.NullMarked;
