package dev.hocket.cli;

/** The command line's entry. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        Screen screen = Screen.ofProcess();
        QuietLoggers.sayTo(screen::say);
        System.exit(Hocket.run(args, screen));
    }
}
