package dev.hocket.check.corpus.correct;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes whose initialisers do more than set constants. */
public class Initialisers {
    static int seed;

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    private static void both(Runnable task) throws InterruptedException {
        Thread one = new Thread(task, "one");
        Thread other = new Thread(task, "other");
        one.start();
        other.start();
        one.join();
        other.join();
    }

    private static final class Late {
        static final int VALUE = seed;

        private Late() {}
    }

    public void runsAtFirstUse() {
        seed = 5;
        require(Late.VALUE == 5);
    }

    private static final class Table {
        static final Map<String, Integer> ALL = new HashMap<>();

        static {
            for (int i = 0; i < 50; i++) {
                ALL.put("key " + i, i);
            }
        }

        private Table() {}
    }

    public void fillsATable() throws InterruptedException {
        both(() -> require(Table.ALL.get("key 7") == 7));
    }

    private static class Base {
        static final List<String> ORDER = new ArrayList<>();

        static {
            ORDER.add("base");
        }
    }

    private static final class Derived extends Base {
        static {
            ORDER.add("derived");
        }

        static int size() {
            return ORDER.size();
        }
    }

    public void aSuperclassComesFirst() throws InterruptedException {
        both(() -> require(Derived.size() == 2));
        require(Base.ORDER.equals(List.of("base", "derived")));
    }

    private static final class Broken {
        static final int VALUE = Integer.parseInt("not a number");

        private Broken() {}
    }

    public void staysBrokenOnceItThrew() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        both(() -> {
            try {
                require(Broken.VALUE == 0);
            } catch (LinkageError expected) {
                failures.incrementAndGet();
            }
        });
        require(failures.get() == 2);
    }

    private static final class Registry {
        static final ConcurrentHashMap<String, Integer> ALL = new ConcurrentHashMap<>();

        private Registry() {}
    }

    private static final class Plugin {
        static final int NUMBER = 3;

        static {
            Registry.ALL.put("plugin", NUMBER + 0);
        }

        private Plugin() {}

        static void load() {}
    }

    public void registersItselfInAnother() throws InterruptedException {
        both(Plugin::load);
        require(Registry.ALL.size() == 1);
    }

    private static final class Starts {
        static final AtomicInteger RAN = new AtomicInteger();
        static final Thread WORKER = Thread.ofVirtual().start(Starts::work);

        private Starts() {}

        static void work() {
            RAN.incrementAndGet();
        }
    }

    public void startsAThreadThatNeedsTheClass() throws InterruptedException {
        Starts.WORKER.join();
        require(Starts.RAN.get() == 1);
    }

    private enum Planet {
        EARTH,
        MARS;
        private static final Map<String, Planet> BY_NAME = new HashMap<>();

        static {
            for (Planet planet : values()) {
                BY_NAME.put(planet.name(), planet);
            }
        }
    }

    public void anEnumHasATable() throws InterruptedException {
        both(() -> require(Planet.BY_NAME.get("MARS") == Planet.MARS));
    }

    interface Shapes {
        List<String> ALL = List.of("square", "circle");
    }

    public void anInterfaceHasConstants() throws InterruptedException {
        both(() -> require(Shapes.ALL.size() == 2));
    }

    private static final class Counter {
        private static int instances;

        private Counter() {}

        static synchronized int next() {
            return ++instances;
        }
    }

    public void startsAnewWithEachSchedule() throws InterruptedException {
        both(Counter::next);
        require(Counter.next() == 3);
    }

    private static final class Left {
        static final int VALUE = 1 + Middle.VALUE;

        private Left() {}
    }

    private static final class Right {
        static final int VALUE = 2 + Middle.VALUE;

        private Right() {}
    }

    private static final class Middle {
        static final int VALUE = Integer.parseInt("10");

        private Middle() {}
    }

    public void twoNeedAThird() throws InterruptedException {
        Thread other = new Thread(() -> require(Left.VALUE == 11));
        other.start();
        require(Right.VALUE == 12);
        other.join();
    }

    private static final class Factory {
        static final Object ONE = List.of("made");

        private Factory() {}
    }

    public void isReadThroughAHandle() throws Exception {
        Object one =
                MethodHandles.lookup()
                        .findStaticVarHandle(Factory.class, "ONE", Object.class)
                        .get();
        require(one != null);
    }

    public void isFoundByName() throws Exception {
        seed = 8;
        Class<?> late = Class.forName("dev.hocket.check.corpus.correct.Initialisers$Late");
        seed = 9;
        require(late != null && Late.VALUE == 8);
    }
}
