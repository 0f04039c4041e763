/**
 * The contract suite that every engine holds, with the tools that it needs: fault plans, a manual
 * clock, accounts of what became of each input. A test of an engine extends {@link
 * dev.hocket.testkit.EngineContract}; nothing but tests may call it.
 */
@NullMarked
package dev.hocket.testkit;

import org.jspecify.annotations.NullMarked;
