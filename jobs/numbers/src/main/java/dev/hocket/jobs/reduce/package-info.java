/**
 * Columns of numbers in files, reduced to sums, means, quantiles and the like: {@link
 * dev.hocket.jobs.reduce.ColumnReduction}. Programs call it; the packages below, which are not
 * exported, read the files.
 *
 * {@snippet :
 * try (Engine engine = Engine.named("threads:2");
 *         ColumnReduction sales =
 *                 ColumnReduction.open(
 *                         Path.of("sales.csv"), ReductionSettings.of("sum,mean").withColumn("price"))) {
 *     Map<String, Double> values = sales.run(engine);
 *     System.out.println(values);
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.reduce;

import org.jspecify.annotations.NullMarked;
