package dev.hocket.cli;

import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command line run within this JVM. */
record InProcessHocket(int status, String out, String err) {

    /** Runs the words, with nothing being a terminal. */
    static InProcessHocket run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Dispatcher.run(words, new Screen(out, err, Terminal.NONE));
        return new InProcessHocket(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** The lines in an order that does not depend on which came first. */
    List<String> sorted() {
        return out.lines().sorted().toList();
    }
}
