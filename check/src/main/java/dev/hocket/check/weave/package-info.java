/**
 * Rewrites classes as they are loaded, so that they call the hooks. Called by the agent; it never
 * runs a schedule.
 */
@NullMarked
package dev.hocket.check.weave;

import org.jspecify.annotations.NullMarked;
