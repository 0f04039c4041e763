package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/**
 * Appending a text to another reads its length and then its characters, and it may be shortened
 * between. The error of <code>StringBuffer.append</code> in JDK 1.4, described by Flanagan and
 * Qadeer (PLDI 2003).
 */
public final class SharedText {
    private char[] characters = "text".toCharArray();

    @Bug(kinds = FAILURE, switches = 2)
    public static void test() throws InterruptedException {
        run();
    }

    private static void run() throws InterruptedException {
        SharedText source = new SharedText();
        SharedText target = new SharedText();
        Thread eraser = new Thread(source::erase, "eraser");
        eraser.start();
        target.append(source);
        eraser.join();
    }

    private synchronized int length() {
        return characters.length;
    }

    private synchronized void copyTo(char[] target, int at, int length) {
        System.arraycopy(characters, 0, target, at, length);
    }

    private synchronized void erase() {
        characters = new char[0];
    }

    private synchronized void append(SharedText other) {
        int added = other.length();
        char[] longer = new char[characters.length + added];
        other.copyTo(longer, 0, added);
        characters = longer;
    }
}
