/**
 * Prime factors of whole numbers of any size: {@link dev.hocket.jobs.factor.Factors} for one
 * number, {@link dev.hocket.jobs.factor.FactorTask} as a task over texts and ranges, {@link
 * dev.hocket.jobs.factor.Primes} to tell whether a number is prime. Programs and the command line
 * may call it; it calls the kernel alone.
 */
@NullMarked
package dev.hocket.jobs.factor;

import org.jspecify.annotations.NullMarked;
