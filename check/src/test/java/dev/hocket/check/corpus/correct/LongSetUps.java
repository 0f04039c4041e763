package dev.hocket.check.corpus.correct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Programs of many steps before and between what threads do together. */
public class LongSetUps {
    private final AtomicInteger count = new AtomicInteger();
    private int steps;

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    private void inAnotherThread() throws InterruptedException {
        Thread other = new Thread(count::incrementAndGet);
        other.start();
        count.incrementAndGet();
        other.join();
        require(count.get() == 2);
    }

    public void fillsAMapFirst() throws InterruptedException {
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            map.put(i, "value " + i);
        }
        inAnotherThread();
        require(map.size() == 2_000);
    }

    public void countsFirst() throws InterruptedException {
        for (int i = 0; i < 15_000; i++) {
            steps++;
        }
        inAnotherThread();
        require(steps == 15_000);
    }

    public void sortsFirst() throws InterruptedException {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            list.add((i * 7_919) % 500);
        }
        list.sort(Integer::compare);
        inAnotherThread();
        require(list.get(3) == 3);
    }

    public void parsesFirst() throws InterruptedException {
        Map<String, Integer> words = new TreeMap<>();
        for (String word : Pattern.compile(" ").split("the quick brown fox ".repeat(40))) {
            words.merge(word, 1, Integer::sum);
        }
        inAnotherThread();
        require(words.get("fox") == 40);
    }

    public void worksInTwoThreadsForLong() throws InterruptedException {
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        Thread other =
                new Thread(() -> {
                    for (int i = 0; i < 300; i++) {
                        map.merge(i, 1, Integer::sum);
                    }
                });
        other.start();
        for (int i = 0; i < 300; i++) {
            map.merge(i, 1, Integer::sum);
        }
        other.join();
        require(map.get(299) == 2);
    }

    public void hasManyThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            threads.add(Thread.ofVirtual().start(count::incrementAndGet));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        require(count.get() == 60);
    }

    public void tearsDownForLong() throws InterruptedException {
        inAnotherThread();
        for (int i = 0; i < 15_000; i++) {
            steps++;
        }
        require(steps == 15_000);
    }
}
