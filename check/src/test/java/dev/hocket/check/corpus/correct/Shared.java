package dev.hocket.check.corpus.correct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/** Data that threads share, as one may. */
public class Shared {
    private final Object lock = new Object();
    private int guarded;
    private volatile Map<String, Integer> published = Map.of();

    private static void both(Runnable task) throws InterruptedException {
        Thread one = new Thread(task, "one");
        Thread other = new Thread(task, "other");
        one.start();
        other.start();
        one.join();
        other.join();
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void countsUnderALock() throws InterruptedException {
        both(() -> {
            synchronized (lock) {
                guarded++;
            }
        });
        require(guarded == 2);
    }

    public void addsUp() throws InterruptedException {
        LongAdder adder = new LongAdder();
        both(adder::increment);
        require(adder.sum() == 2);
    }

    public void mergesInAMap() throws InterruptedException {
        ConcurrentHashMap<String, Integer> words = new ConcurrentHashMap<>();
        both(() -> words.merge("word", 1, Integer::sum));
        require(words.get("word") == 2);
    }

    public void addsToASynchronizedList() throws InterruptedException {
        List<Integer> list = Collections.synchronizedList(new ArrayList<>());
        both(() -> list.add(1));
        require(list.size() == 2);
    }

    public void walksACopy() throws InterruptedException {
        CopyOnWriteArrayList<Integer> list = new CopyOnWriteArrayList<>(List.of(1, 2));
        both(() -> {
            for (int each : list) {
                list.add(each + 10);
            }
        });
        require(list.size() >= 6);
    }

    public void keepsASortedSet() throws InterruptedException {
        ConcurrentSkipListSet<Long> set = new ConcurrentSkipListSet<>();
        AtomicInteger next = new AtomicInteger();
        both(() -> set.add((long) next.incrementAndGet()));
        require(set.first() == 1 && set.last() == 2);
    }

    public void publishesAnImmutableMap() throws InterruptedException {
        Thread writer = new Thread(() -> published = Map.of("a", 1, "b", 1));
        writer.start();
        Map<String, Integer> seen = published;
        require(seen.isEmpty() || seen.size() == 2);
        writer.join();
    }

    public void handsDataOverByStartAndJoin() throws InterruptedException {
        Map<String, Integer> plain = new HashMap<>();
        plain.put("before", 1);
        Thread other = new Thread(() -> plain.put("within", plain.get("before") + 1));
        other.start();
        other.join();
        require(plain.get("within") == 2);
    }

    public void eachHasItsElement() throws InterruptedException {
        int[] cells = new int[2];
        Thread other = new Thread(() -> cells[1] = 2);
        other.start();
        cells[0] = 1;
        other.join();
        require(cells[0] + cells[1] == 3);
    }

    public void anArrayOfAtomics() throws InterruptedException {
        AtomicIntegerArray cells = new AtomicIntegerArray(1);
        both(() -> cells.incrementAndGet(0));
        require(cells.get(0) == 2);
    }

    public void buildsATextUnderALock() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        both(() -> {
            synchronized (text) {
                text.append("ab");
            }
        });
        require(text.toString().equals("abab"));
    }

    public void readsAfterTheFlag() throws InterruptedException {
        int[] data = {0};
        AtomicInteger flag = new AtomicInteger();
        Thread writer =
                new Thread(() -> {
                    data[0] = 42;
                    flag.set(1);
                });
        writer.start();
        if (flag.get() == 1) {
            require(data[0] == 42);
        }
        writer.join();
    }
}
