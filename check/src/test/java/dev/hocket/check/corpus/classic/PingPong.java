package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Players look whether there is a ball and then hit it. After <em>pingpong</em> of the IBM
 * benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class PingPong {
    private static final class Ball {
        int hits;

        synchronized void hit() {
            hits++;
        }
    }

    private static volatile Ball ball = new Ball();

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(2, PingPong::play);
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with20() throws InterruptedException {
        Together.run(20, PingPong::play);
    }

    private static void play(int player) {
        if (ball != null) {
            ball.hit();
            ball = null;
        }
    }
}
