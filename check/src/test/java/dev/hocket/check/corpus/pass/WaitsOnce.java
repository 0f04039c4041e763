package dev.hocket.check.corpus.pass;

/** A wait in a loop that looks again. */
public class WaitsOnce {
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        synchronized (this) {
            while (!ready) {
                wait();
            }
            if (!ready) {
                throw new AssertionError("woken too early");
            }
        }
        setter.join();
    }

    private synchronized void set() {
        ready = true;
        notifyAll();
    }
}
