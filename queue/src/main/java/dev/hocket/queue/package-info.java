/**
 * Durable jobs: programs submit inputs of jobs to a queue in a database, and workers run them on
 * any engine. The queue is the source of a worker's run, and its journal.
 *
 * {@snippet :
 * QueueJob<String, Integer> length =
 *         QueueJob.of(Job.of("length", String::length), String.class, Integer.class);
 * try (Engine engine = Engine.named("threads:2");
 *         dev.hocket.queue.Queue queue = dev.hocket.queue.Queue.open(Path.of("jobs.db"));
 *         Worker worker = Worker.of(queue).run(length).on(engine).start()) {
 *     Ticket<Integer> ticket = queue.submit(length, "hello", Submission.now());
 *     System.out.println(ticket.completion().toCompletableFuture().join());
 * }
 * }
 */
package dev.hocket.queue;
