package dev.hocket.cli;

/** The command line's entry. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Hocket.run(args, screen()));
    }

    /** The terminal, or what stands in its place; warnings of libraries go there, too. */
    static Screen screen() {
        Screen screen = Screen.ofProcess();
        QuietLoggers.sayTo(screen::say);
        return screen;
    }
}
