package dev.hocket.examples.asyncio;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** {@code to_thread} and {@code run_in_executor}: work that keeps a core busy. */
public final class Executors {
    private Executors() {}

    static boolean isPrime(long number) {
        return number > 1
                && LongStream.rangeClosed(2, (long) Math.sqrt((double) number))
                        .noneMatch(divisor -> number % divisor == 0);
    }

    /** Runs on as many platform threads as there are cores. */
    public static void main(String[] args) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Engine engine = Engine.named("threads:" + cores);
                ExecutorService pool = engine.asExecutorService()) {
            Future<Boolean> prime = pool.submit(() -> isPrime(1_000_000_007));
            System.out.println("1000000007 is prime: " + prime.get());

            long primes =
                    engine.reduce(
                            Inputs.range(0, 10_000), 0L, n -> isPrime(n) ? 1L : 0L, Long::sum);
            System.out.println(primes + " primes below 10000");
        }
    }
}
