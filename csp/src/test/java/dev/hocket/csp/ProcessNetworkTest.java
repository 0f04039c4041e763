package dev.hocket.csp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessNetworkTest {

    @Test
    void theEndOfTheWritersIsTheEndOfTheChannel() throws Exception {
        try (ProcessNetwork network = new ProcessNetwork("sums")) {
            Channel<Integer> numbers = network.channel(4);
            Channel<Integer> squares = network.channel(0);
            network.process(
                            "count",
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    numbers.send(i);
                                }
                            })
                    .times(3)
                    .writes(numbers);
            network.process(
                            "square",
                            () -> {
                                while (true) {
                                    int number = numbers.receive();
                                    squares.send(number * number);
                                }
                            })
                    .times(2)
                    .reads(numbers)
                    .writes(squares);
            network.start();
            int sum = squares.toList().stream().mapToInt(Integer::intValue).sum();
            assertEquals(3 * IntStream.range(0, 100).map(i -> i * i).sum(), sum);
            network.join();
        }
    }

    @Test
    void theEndOfTheReadersIsTheEndOfTheWriters() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (ProcessNetwork network = new ProcessNetwork("few")) {
            Channel<Integer> numbers = network.channel(0);
            network.process(
                            "endless",
                            () -> {
                                while (true) {
                                    numbers.send(sent.incrementAndGet());
                                }
                            })
                    .times(2)
                    .writes(numbers);
            network.process(
                            "one",
                            () -> {
                                int _ = numbers.receive();
                            })
                    .times(3)
                    .reads(numbers);
            network.start();
            network.join();
            assertTrue(sent.get() >= 3, () -> "sent " + sent);
        }
    }

    @Test
    void aFailureReachesEveryProcess() throws Exception {
        IOException broken = new IOException("broken");
        List<Thread> all = Collections.synchronizedList(new ArrayList<>());
        try (ProcessNetwork network = new ProcessNetwork("net")) {
            Channel<Integer> quiet = network.channel(0);
            CountDownLatch there = new CountDownLatch(2);
            network.process(
                            "waits",
                            () -> {
                                all.add(Thread.currentThread());
                                there.countDown();
                                int _ = quiet.receive();
                            })
                    .reads(quiet);
            network.process(
                    "sleeps",
                    () -> {
                        all.add(Thread.currentThread());
                        there.countDown();
                        new CountDownLatch(1).await();
                    });
            network.process(
                    "breaks",
                    () -> {
                        there.await();
                        throw broken;
                    });
            network.start();
            FailedProcessException failed =
                    assertThrows(FailedProcessException.class, network::join);
            assertEquals(
                    "process 'breaks' of network 'net' failed: IOException: broken",
                    failed.getMessage());
            assertEquals("breaks", failed.process());
            assertSame(broken, failed.getCause());
            all.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
            ChannelErrorException told =
                    assertThrows(ChannelErrorException.class, () -> quiet.send(1));
            assertInstanceOf(FailedProcessException.class, told.getCause());
        }
    }

    @Test
    void closingEndsEveryProcess() throws Exception {
        List<Thread> all = Collections.synchronizedList(new ArrayList<>());
        ProcessNetwork network = new ProcessNetwork("net");
        Channel<Integer> never = network.channel(0);
        CountDownLatch there = new CountDownLatch(10);
        network.process(
                        "waits",
                        () -> {
                            all.add(Thread.currentThread());
                            there.countDown();
                            int _ = never.receive();
                        })
                .times(10)
                .reads(never);
        network.start();
        there.await();
        network.close();
        assertEquals(10, all.size());
        all.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
        assertThrows(CancellationException.class, network::join);
        assertThrows(IllegalStateException.class, network::start);
        assertTrue(network.channel(3).isClosedForSend());
    }

    @Test
    void aProcessMayCloseItsNetwork() throws Exception {
        try (ProcessNetwork network = new ProcessNetwork("net")) {
            network.process("closes", network::close);
            network.process("waits", () -> new CountDownLatch(1).await());
            network.start();
            assertThrows(CancellationException.class, network::join);
        }
    }

    @Test
    void aTokenGoesRoundARing() throws Exception {
        int nodes = 100;
        int rounds = 50;
        AtomicInteger hops = new AtomicInteger();
        try (ProcessNetwork ring = new ProcessNetwork("ring")) {
            List<Channel<Integer>> channels = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                channels.add(ring.channel(0));
            }
            for (int i = 0; i < nodes; i++) {
                Channel<Integer> from = channels.get(i);
                Channel<Integer> to = channels.get((i + 1) % nodes);
                ring.process("node-" + i, () -> pass(from, to, hops, nodes * rounds))
                        .reads(from)
                        .writes(to);
            }
            ring.start();
            channels.getFirst().send(0);
            ring.join();
        }
        assertEquals(nodes * rounds, hops.get());
    }

    private static void pass(
            Channel<Integer> from, Channel<Integer> to, AtomicInteger hops, int last)
            throws InterruptedException {
        while (true) {
            int token = from.receive();
            if (token == last) {
                return;
            }
            hops.incrementAndGet();
            to.send(token + 1);
        }
    }

    @Test
    void processesThatComeLateAreRefused() throws Exception {
        try (ProcessNetwork network = new ProcessNetwork("net")) {
            assertThrows(IllegalStateException.class, network::join);
            network.start();
            assertThrows(IllegalStateException.class, () -> network.process("late", () -> {}));
            assertThrows(IllegalStateException.class, network::start);
            assertThrows(IllegalArgumentException.class, () -> network.channel(-2));
            network.join();
        }
    }
}
