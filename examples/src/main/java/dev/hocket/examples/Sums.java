package dev.hocket.examples;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import dev.hocket.csp.ProcessNetwork;

/** A network of processes: one counts, four add, and the program receives their sums. */
public final class Sums {
    private Sums() {}

    /** Prints four sums, which depend on who received which number; their total is 5050. */
    public static void main(String[] arguments) throws InterruptedException {
        try (ProcessNetwork network = new ProcessNetwork("sums")) {
            Channel<Integer> numbers = network.channel(16);
            Channel<Integer> sums = network.channel(0); // sender and receiver meet
            network.process("count", () -> count(numbers)).writes(numbers);
            network.process("add", () -> add(numbers, sums)).times(4).reads(numbers).writes(sums);
            network.start();
            sums.forEach(System.out::println);
            network.join(); // throws the first failure
        }
    }

    private static void count(Sink<Integer> numbers) throws InterruptedException {
        for (int i = 1; i <= 100; i++) {
            numbers.send(i);
        }
    }

    private static void add(Source<Integer> numbers, Sink<Integer> sums)
            throws InterruptedException {
        int[] sum = {0};
        numbers.forEach(number -> sum[0] += number);
        sums.send(sum[0]);
    }
}
