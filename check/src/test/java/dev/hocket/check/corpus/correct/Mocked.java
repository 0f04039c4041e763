package dev.hocket.check.corpus.correct;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Programs with mocks. */
public class Mocked {
    /** What is mocked. */
    public interface Mailer {
        /** Sends something. */
        String send(String to);
    }

    /** A class that is mocked. */
    public static class Clock {
        /** What time it is. */
        public long now() {
            return 0;
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void isCalledByTwoThreads() throws InterruptedException {
        Mailer mailer = mock(Mailer.class);
        Thread other = new Thread(() -> mailer.send("ann"));
        other.start();
        mailer.send("bob");
        other.join();
        verify(mailer, times(2)).send(anyString());
    }

    public void answersInAPool() throws Exception {
        Mailer mailer = mock(Mailer.class);
        when(mailer.send("ann")).thenReturn("sent");
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<String> one = pool.submit(() -> mailer.send("ann"));
            Future<String> other = pool.submit(() -> mailer.send("ann"));
            require(one.get().equals("sent") && other.get().equals("sent"));
        }
    }

    public void tellsAnother() throws InterruptedException {
        Mailer mailer = mock(Mailer.class);
        CountDownLatch called = new CountDownLatch(1);
        when(mailer.send("ann"))
                .thenAnswer(_ -> {
                    called.countDown();
                    return "sent";
                });
        Thread other = new Thread(() -> mailer.send("ann"));
        other.start();
        called.await();
        other.join();
    }

    public void aClassIsMocked() throws InterruptedException {
        Clock clock = mock(Clock.class);
        when(clock.now()).thenReturn(7L);
        Thread other = new Thread(() -> require(clock.now() == 7));
        other.start();
        require(clock.now() == 7);
        other.join();
    }
}
