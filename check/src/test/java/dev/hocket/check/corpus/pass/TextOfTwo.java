package dev.hocket.check.corpus.pass;

/** A {@code StringBuffer} is made for that. */
public final class TextOfTwo {
    public static void test() throws InterruptedException {
        StringBuffer text = new StringBuffer();
        Thread other = new Thread(() -> text.append("a"), "other");
        other.start();
        text.append("b");
        other.join();
        if (text.length() != 2) {
            throw new AssertionError(text);
        }
    }

    private TextOfTwo() {}
}
