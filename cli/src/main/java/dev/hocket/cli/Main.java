package dev.hocket.cli;

import dev.hocket.cli.terminal.ArgumentBytes;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.QuietLoggers;
import dev.hocket.cli.terminal.Screen;

/** The command line's entry. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        Screen screen = screen();
        ProgramEnd.install(screen);
        ProgramEnd.exit(Dispatcher.run(ArgumentBytes.exact(args), screen));
    }

    /** The terminal, or what stands in its place; warnings of libraries go there as well. */
    static Screen screen() {
        Screen screen = Screen.ofProcess();
        QuietLoggers.sayTo(screen::say);
        return screen;
    }
}
