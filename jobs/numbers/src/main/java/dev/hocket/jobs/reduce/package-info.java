/**
 * Columns of numbers in files, reduced to sums, means, quantiles and the like: {@link
 * dev.hocket.jobs.reduce.ColumnReduction}. What programs call; how files are read is kept in the
 * packages below, which are not exported.
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
