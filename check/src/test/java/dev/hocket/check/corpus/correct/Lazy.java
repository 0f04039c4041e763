package dev.hocket.check.corpus.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Things that are made at first use. */
public class Lazy {
    private static final AtomicInteger MADE = new AtomicInteger();

    private static void both(Runnable task) throws InterruptedException {
        Thread one = new Thread(task, "one");
        Thread other = Thread.ofVirtual().name("other").start(task);
        one.start();
        one.join();
        other.join();
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError("made " + MADE);
        }
    }

    private static final class Thing {
        final int number = MADE.incrementAndGet();
    }

    private static final class Holder {
        static final Thing THING = new Thing();

        private Holder() {}
    }

    public void aHolderMakesOne() throws InterruptedException {
        both(() -> require(Holder.THING.number == 1));
        require(MADE.get() == 1);
    }

    private enum Only {
        ONE;
        private final Thing thing = new Thing();
    }

    public void anEnumIsASingleton() throws InterruptedException {
        both(() -> require(Only.ONE.thing.number == 1));
    }

    private static volatile Thing checked;

    private static Thing checkedTwice() {
        Thing thing = checked;
        if (thing == null) {
            synchronized (Lazy.class) {
                thing = checked;
                if (thing == null) {
                    thing = new Thing();
                    checked = thing;
                }
            }
        }
        return thing;
    }

    public void doubleCheckedLockingWithVolatile() throws InterruptedException {
        both(() -> require(checkedTwice().number == 1));
    }

    private static Thing locked;

    private static synchronized Thing locked() {
        if (locked == null) {
            locked = new Thing();
        }
        return locked;
    }

    public void aSynchronizedGetter() throws InterruptedException {
        both(() -> require(locked().number == 1));
    }

    public void theFirstOneWins() throws InterruptedException {
        AtomicReference<Thing> only = new AtomicReference<>();
        List<Thing> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        both(() -> {
            only.compareAndSet(null, new Thing());
            seen.add(only.get());
        });
        require(seen.get(0) == seen.get(1));
    }

    public void aMapMakesEachOnce() throws InterruptedException {
        ConcurrentHashMap<String, Thing> things = new ConcurrentHashMap<>();
        both(() -> things.computeIfAbsent("a", _ -> new Thing()));
        require(MADE.get() == 1);
    }

    public void aSupplierRemembers() throws InterruptedException {
        Supplier<Thing> supplier =
                new Supplier<>() {
                    private Thing thing;

                    @Override
                    public synchronized Thing get() {
                        if (thing == null) {
                            thing = new Thing();
                        }
                        return thing;
                    }
                };
        both(() -> require(supplier.get().number == 1));
    }

    private static final ThreadLocal<Thing> OWN = ThreadLocal.withInitial(Thing::new);

    public void eachThreadHasItsOwn() throws InterruptedException {
        both(() -> require(OWN.get() == OWN.get()));
        require(MADE.get() == 2);
    }
}
