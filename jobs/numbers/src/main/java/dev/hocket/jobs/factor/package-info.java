/**
 * Prime factors of whole numbers of any size: {@link dev.hocket.jobs.factor.Factors} for one
 * number, {@link dev.hocket.jobs.factor.FactorTask} as a task over texts and ranges, {@link
 * dev.hocket.jobs.factor.Primes} to tell whether a number is prime. Programs and the command line
 * may call it; it calls only the kernel.
 *
 * {@snippet :
 * System.out.println(Factors.of(1_000_000_007L * 998_244_353L));
 * try (Engine engine = Engine.named("threads:2")) {
 *     System.out.println(engine.map(Job.of("factor", new FactorTask()), Inputs.of(List.of("12", "10^20+1"))));
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.factor;

import org.jspecify.annotations.NullMarked;
