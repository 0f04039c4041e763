package dev.hocket.examples;

import dev.hocket.Task;
import java.util.Locale;

/**
 * The smallest task: a text in, a text out.
 *
 * <pre>{@code
 * printf 'a\nb\nc\n' | ./hocket run -k examples/src/main/java/dev/hocket/examples/Shout.java
 * }</pre>
 */
public final class Shout implements Task<String, String> {
    @Override
    public String run(String word) {
        return word.toUpperCase(Locale.ROOT) + "!";
    }
}
