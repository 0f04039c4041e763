package dev.hocket.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Retry;
import dev.hocket.queue.store.Registration;
import dev.hocket.queue.store.Turn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker does with jobs, whatever the store: one subclass for each. */
@Timeout(60)
abstract class WorkerContract {
    record Invoice(String customer, int cents) {}

    record Receipt(String text) {}

    private static final QueueJob<Invoice, Receipt> BILL =
            QueueJob.of(
                    Job.of(
                            "bill",
                            invoice -> new Receipt(invoice.customer() + " " + invoice.cents())),
                    Invoice.class,
                    Receipt.class);

    /** Opens the queue. */
    abstract Queue open() throws Exception;

    /** A connection to its database. */
    abstract Connection connect() throws Exception;

    private static QueueJob<Integer, Integer> job(
            String name, dev.hocket.Task<Integer, Integer> task) {
        return QueueJob.of(Job.of(name, task), Integer.class, Integer.class);
    }

    @Test
    void aSubmittedInputEndsInItsOutput() throws Exception {
        try (Engine engine = Engine.named("threads:2");
                Queue queue = open()) {
            Ticket<Receipt> ticket = queue.submit(BILL, new Invoice("Ada", 12));
            assertEquals(JobState.READY, ticket.state());
            try (Worker _ = Worker.of(queue).run(BILL).on(engine).start()) {
                assertEquals(
                        new Receipt("Ada 12"), ticket.completion().toCompletableFuture().get());
            }
            assertEquals(JobState.DONE, ticket.state());
            JobOutcome<Receipt> outcome = ticket.outcome().orElseThrow();
            assertEquals(1, outcome.times().attempts());
        }
    }

    @Test
    void aDrainingWorkerRunsEachOnce() throws Exception {
        int count = 5_000;
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(i);
        }
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger runs = new AtomicInteger();
        QueueJob<Integer, Integer> job =
                job(
                        "count",
                        input -> {
                            runs.incrementAndGet();
                            assertTrue(seen.add(input));
                            return input;
                        });
        for (String name : List.of("threads:2", "sequential", "virtual:8", "forkjoin:2")) {
            seen.clear();
            runs.set(0);
            try (Engine engine = Engine.named(name);
                    Queue queue = open()) {
                List<Ticket<Integer>> _ = queue.submitAll(job, inputs, Submission.now());
                Worker worker = Worker.of(queue).run(job).on(engine).draining().start();
                assertEquals(count, worker.await(), name);
                assertEquals(count, runs.get(), name);
                assertEquals(count, queue.counts().get("default").get(JobState.DONE), name);
                assertEquals(count, queue.purge(Duration.ZERO));
            }
        }
    }

    @Test
    void aFailureIsRecordedWithItsCause() throws Exception {
        QueueJob<Integer, Integer> job =
                QueueJob.of(
                        Job.<Integer, Integer>of(
                                        "broken",
                                        _ -> {
                                            throw new IllegalStateException("no paper");
                                        })
                                .retry(Retry.upTo(3)),
                        Integer.class,
                        Integer.class);
        try (Engine engine = Engine.named("threads:2");
                Queue queue = open();
                Worker _ = Worker.of(queue).run(job).on(engine).start()) {
            Ticket<Integer> ticket = queue.submit(job, 1);
            ExecutionException thrown =
                    assertThrows(
                            ExecutionException.class,
                            () -> ticket.completion().toCompletableFuture().get());
            FailedJobException failed =
                    assertInstanceOf(FailedJobException.class, thrown.getCause());
            assertEquals("IllegalStateException: no paper", failed.outcome().message());
            assertEquals(JobState.FAILED, ticket.state());
        }
    }

    @Test
    void anUnreadableInputFailsAndNamesTheField() throws Exception {
        QueueJob<String, Receipt> wrong =
                QueueJob.of(
                        Job.of("bill", Receipt::new),
                        new PayloadCodec<>() {
                            @Override
                            public byte[] write(String value) {
                                return value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                            }

                            @Override
                            public String read(byte[] payload) {
                                throw new AssertionError();
                            }
                        },
                        PayloadCodec.json(Receipt.class));
        try (Engine engine = Engine.named("threads:2");
                Queue queue = open();
                Worker _ = Worker.of(queue).run(BILL).on(engine).start()) {
            Ticket<Receipt> ticket =
                    queue.submit(wrong, "{\"customer\": \"Ada\", \"cents\": \"many\"}");
            ExecutionException thrown =
                    assertThrows(
                            ExecutionException.class,
                            () -> ticket.completion().toCompletableFuture().get());
            assertTrue(
                    thrown.getMessage().contains("cents: expected a whole number, found \"many\""),
                    thrown.getMessage());
        }
    }

    @Test
    void whatHasNotStartedGoesBackWithoutAnAttempt() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        QueueJob<Integer, Integer> job =
                job(
                        "slow",
                        input -> {
                            started.countDown();
                            goOn.await();
                            return input;
                        });
        try (Engine engine = Engine.named("threads:2");
                Queue queue = open()) {
            List<Ticket<Integer>> tickets =
                    queue.submitAll(job, List.of(1, 2, 3, 4), Submission.now());
            Worker worker = Worker.of(queue).run(job).on(engine).start();
            started.await();
            worker.stop(Duration.ofSeconds(30));
            goOn.countDown();
            assertEquals(2, worker.await());
            for (Ticket<Integer> ticket : tickets.subList(2, 4)) {
                assertEquals(JobState.READY, ticket.state());
                assertEquals(0, queue.status(ticket.id()).orElseThrow().attempts());
            }
        }
    }

    @Test
    void whatRunsAfterTheGraceIsStoppedAndGoesBack() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        QueueJob<Integer, Integer> job =
                job(
                        "endless",
                        input -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                stopped.countDown();
                            }
                            return input;
                        });
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> ticket = queue.submit(job, 1);
            Worker worker = Worker.of(queue).run(job).on(engine).start();
            started.await();
            worker.stop(Duration.ofHours(1));
            worker.stop(Duration.ZERO);
            assertEquals(0, worker.await());
            stopped.await();
            assertEquals(JobState.READY, ticket.state());
        }
    }

    @Test
    void aRollbackTakesASubmissionBack() throws Exception {
        try (Queue queue = open();
                Connection connection = connect()) {
            connection.setAutoCommit(false);
            Ticket<Receipt> ticket =
                    queue.submit(connection, BILL, new Invoice("Ada", 1), Submission.now());
            connection.rollback();
            assertEquals(java.util.Optional.empty(), queue.status(ticket.id()));
            Ticket<Receipt> kept =
                    queue.submit(connection, BILL, new Invoice("Ada", 1), Submission.now());
            connection.commit();
            assertEquals(JobState.READY, kept.state());
        }
    }

    @Test
    void aTransactionalTaskCommitsWithItsOutcome() throws Exception {
        QueueJob<Integer, Integer> job =
                QueueJob.inTransaction(
                        "credit",
                        Integer.class,
                        Integer.class,
                        (connection, amount) -> {
                            try (Statement statement = connection.createStatement()) {
                                int _ =
                                        statement.executeUpdate(
                                                "UPDATE account SET cents = cents + " + amount);
                            }
                            if (amount < 0) {
                                throw new IllegalArgumentException("negative");
                            }
                            return amount;
                        });
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int _ = statement.executeUpdate("CREATE TABLE account (cents INTEGER)");
            int _ = statement.executeUpdate("INSERT INTO account VALUES (0)");
            try (Engine engine = Engine.named("threads:2");
                    Queue queue = open()) {
                List<Ticket<Integer>> tickets =
                        queue.submitAll(job, List.of(5, -1, 7), Submission.now());
                Worker worker = Worker.of(queue).run(job).on(engine).draining().start();
                assertEquals(3, worker.await());
                assertEquals(JobState.DONE, tickets.get(0).state());
                assertEquals(JobState.FAILED, tickets.get(1).state());
                assertEquals(JobState.DONE, tickets.get(2).state());
            }
            try (ResultSet row = statement.executeQuery("SELECT cents FROM account")) {
                assertTrue(row.next());
                assertEquals(12, row.getInt(1));
            }
        }
    }

    @Test
    void aJobWithAKeyIsAcceptedOnceUntilItEnds() throws Exception {
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Submission keyed = Submission.now().key("invoice-42");
            Ticket<Receipt> first = queue.submit(BILL, new Invoice("Ada", 1), keyed);
            Ticket<Receipt> second = queue.submit(BILL, new Invoice("Ada", 2), keyed);
            assertEquals(first.id(), second.id());
            assertEquals(1, Worker.of(queue).run(BILL).on(engine).draining().start().await());
            Ticket<Receipt> third = queue.submit(BILL, new Invoice("Ada", 3), keyed);
            assertTrue(third.id() > first.id());
        }
    }

    @Test
    void prioritiesDelaysAndDependencies() throws Exception {
        List<Integer> order = java.util.Collections.synchronizedList(new ArrayList<>());
        QueueJob<Integer, Integer> job =
                job(
                        "order",
                        input -> {
                            order.add(input);
                            if (input == 13) {
                                throw new IllegalStateException("thirteen");
                            }
                            return input;
                        });
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> last = queue.submit(job, 1, Submission.now().priority(9));
            Ticket<Integer> first = queue.submit(job, 2, Submission.now().priority(0));
            Ticket<Integer> later = queue.submit(job, 3, Submission.in(Duration.ofHours(1)));
            Ticket<Integer> after = queue.submit(job, 4, Submission.now().priority(0).after(last));
            Ticket<Integer> broken = queue.submit(job, 13);
            Ticket<Integer> never = queue.submit(job, 5, Submission.now().after(broken));
            Ticket<Integer> neverEither = queue.submit(job, 6, Submission.now().after(never));
            assertEquals(JobState.BLOCKED, after.state());
            assertEquals(4, Worker.of(queue).run(job).on(engine).draining().start().await());
            assertEquals(List.of(2, 13, 1, 4), order);
            assertEquals(JobState.DONE, first.state());
            assertEquals(JobState.SCHEDULED, later.state());
            assertEquals(JobState.DONE, after.state());
            assertEquals(JobState.CANCELLED, never.state());
            assertEquals(JobState.CANCELLED, neverEither.state());
            Ticket<Integer> tooLate = queue.submit(job, 7, Submission.now().after(broken));
            assertEquals(JobState.CANCELLED, tooLate.state());
            assertTrue(queue.retry(broken.id()));
            assertEquals(JobState.READY, broken.state());
        }
    }

    @Test
    void aPausedQueueStartsNothingAndAJobIsCancelled() throws Exception {
        QueueJob<Integer, Integer> job = job("any", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> one = queue.submit(job, 1);
            assertEquals("no worker serves the queue default", queue.why(one.id()));
            queue.pause("default", Duration.ofHours(1));
            assertEquals(0, Worker.of(queue).run(job).on(engine).draining().start().await());
            assertTrue(queue.why(one.id()).startsWith("the queue default is paused until"));
            assertTrue(queue.resume("default"));
            assertTrue(one.cancel());
            assertEquals(JobState.CANCELLED, one.state());
            assertEquals(0, Worker.of(queue).run(job).on(engine).draining().start().await());
        }
    }

    @Test
    void aRunningJobIsCancelled() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        QueueJob<Integer, Integer> job =
                job(
                        "endless",
                        input -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                stopped.countDown();
                            }
                            return input;
                        });
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open();
                Worker _ = Worker.of(queue).run(job).on(engine).start()) {
            Ticket<Integer> ticket = queue.submit(job, 1);
            started.await();
            assertTrue(ticket.cancel());
            stopped.await();
            ExecutionException thrown =
                    assertThrows(
                            ExecutionException.class,
                            () -> ticket.completion().toCompletableFuture().get());
            assertTrue(thrown.getMessage().contains("cancelled"), thrown.getMessage());
        }
    }

    @Test
    void aWorkerLeavesJobsThatItDoesNotHave() throws Exception {
        QueueJob<Integer, Integer> other = job("other", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> ticket = queue.submit(other, 1);
            assertEquals(0, Worker.of(queue).run(BILL).on(engine).draining().start().await());
            assertEquals(JobState.READY, ticket.state());
            assertEquals(1, Worker.of(queue).run(other).on(engine).draining().start().await());
        }
    }

    private void update(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
        }
    }

    @Test
    void theJobsOfASilentWorkerComeBackAndItsOutcomesAreDropped() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        QueueJob<Integer, Integer> job =
                job(
                        "slow",
                        input -> {
                            int run = runs.incrementAndGet();
                            if (run == 1) {
                                started.countDown();
                                again.await();
                            }
                            return run;
                        });
        WorkerListener hears =
                new WorkerListener() {
                    @Override
                    public void outcomesDropped(int count) {
                        dropped.countDown();
                    }

                    @Override
                    public void leasesLost(int count) {
                        dropped.countDown();
                    }
                };
        try (Engine one = Engine.named("threads:1");
                Engine other = Engine.named("threads:1");
                Queue queue = open();
                Worker _ = Worker.of(queue).run(job).on(one).listener(hears).start()) {
            Ticket<Integer> ticket = queue.submit(job, 1);
            started.await();
            update("UPDATE hocket_worker SET seen = 0");
            try (Worker _ = Worker.of(queue).run(job).on(other).start()) {
                assertEquals(2, ticket.completion().toCompletableFuture().get());
            }
            again.countDown();
            dropped.await();
            assertEquals(2, queue.status(ticket.id()).orElseThrow().attempts());
            assertEquals(1, queue.counts().get("default").get(JobState.DONE));
        }
    }

    @Test
    void aJobUnderWhichThreeWorkersDiedIsNotRunAgain() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        QueueJob<Integer, Integer> job =
                job(
                        "poison",
                        input -> {
                            started.countDown();
                            end.await();
                            return input;
                        });
        QueueJob<Integer, Integer> innocent = job("innocent", input -> input);
        try (Engine one = Engine.named("threads:1");
                Engine other = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> poison = queue.submit(job, 1);
            Worker dies = Worker.of(queue).run(job).on(one).start();
            started.await();
            Ticket<Integer> suspect = queue.submit(innocent, 1);
            update("UPDATE hocket_worker SET seen = 0");
            update("UPDATE hocket_job SET crashes = 2"); // both have met a death or two
            Ticket<Integer> neighbour = queue.submit(innocent, 2);
            assertEquals(
                    2,
                    Worker.of(queue).run(job).run(innocent).on(other).draining().start().await());
            assertEquals(JobState.QUARANTINED, poison.state());
            assertEquals(JobState.DONE, suspect.state());
            assertEquals(JobState.DONE, neighbour.state());
            assertTrue(queue.why(poison.id()).startsWith("quarantined: 3 workers died"));
            end.countDown();
            dies.close();
            assertEquals(JobState.QUARANTINED, poison.state());
        }
    }

    @Test
    void aJobThatTakesTooLongToStartExpires() throws Exception {
        QueueJob<Integer, Integer> job = job("late", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> ticket =
                    queue.submit(job, 1, Submission.now().timeToLive(Duration.ofHours(1)));
            update("UPDATE hocket_job SET expires = 1");
            assertEquals(0, Worker.of(queue).run(job).on(engine).draining().start().await());
            assertEquals(JobState.EXPIRED, ticket.state());
        }
    }

    /** One that slept too long may ask for jobs before it hears that it was taken for dead. */
    @Test
    void aWorkerThatWasTakenForDeadIsGivenNothing() throws Exception {
        QueueJob<Integer, Integer> job = job("any", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> ticket = queue.submit(job, 1);
            Registration asleep =
                    new Registration("here", 1, Map.of("default", 1), List.of("any"), 1);
            long worker = queue.store().register(asleep);
            update("DELETE FROM hocket_worker");
            Turn turn = queue.store().turn(worker, List.of(), List.of(), 1, false);
            assertTrue(turn.forgotten());
            assertEquals(List.of(), turn.claimed());
            assertEquals(1, Worker.of(queue).run(job).on(engine).draining().start().await());
            assertEquals(JobState.DONE, ticket.state());
        }
    }

    @Test
    void aWorkerThatWasTakenForDeadGoesOnUnderANewNumber() throws Exception {
        QueueJob<Integer, Integer> job = job("any", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open();
                Worker _ = Worker.of(queue).run(job).on(engine).start()) {
            assertEquals(1, queue.submit(job, 1).completion().toCompletableFuture().get());
            update("DELETE FROM hocket_worker");
            assertEquals(2, queue.submit(job, 2).completion().toCompletableFuture().get());
            assertEquals(1, queue.workers().size());
        }
    }

    @Test
    void aJobMayWaitForOneTwice() throws Exception {
        QueueJob<Integer, Integer> job = job("any", input -> input);
        try (Engine engine = Engine.named("threads:1");
                Queue queue = open()) {
            Ticket<Integer> first = queue.submit(job, 1);
            Ticket<Integer> second = queue.submit(job, 2, Submission.now().after(first).after(first));
            assertEquals(2, Worker.of(queue).run(job).on(engine).draining().start().await());
            assertEquals(JobState.DONE, second.state());
        }
    }
}
