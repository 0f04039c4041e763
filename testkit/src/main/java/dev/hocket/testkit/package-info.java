/**
 * The contract suite that every engine passes, with the tools that it needs: fault plans, a manual
 * clock, ledgers of what happened to each input. A test of an engine extends {@link
 * dev.hocket.testkit.EngineContract}; only tests may call it.
 *
 * {@snippet :
 * class MyEngineTest extends EngineContract {
 *     @Override
 *     public Engine open(int width) {
 *         return Engine.named("threads:" + width); // yours
 *     }
 *
 *     @Override
 *     public void checkLane(Thread lane, Thread consumer) {
 *         assert lane != consumer; // what is true of the threads that run tasks
 *     }
 * }
 * }
 */
@NullMarked
package dev.hocket.testkit;

import org.jspecify.annotations.NullMarked;
