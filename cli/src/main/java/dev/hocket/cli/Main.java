package dev.hocket.cli;

/** The command line's entry. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("hocket 0.1.0");
    }
}
