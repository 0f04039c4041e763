package dev.hocket.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by their names. A command's class is loaded when it is asked for. */
final class Commands {
    /** A command's name and what it does, in a few words. */
    record Entry(String name, String summary) {}

    /** All of them, in the order of the help. */
    static final List<Entry> ALL =
            List.of(
                    new Entry("run", "your own task for each input"),
                    new Entry("exec", "a command for each input"),
                    new Entry("images", "pictures made smaller"),
                    new Entry("choose", "measure a job on every engine, and recommend one"),
                    new Entry("engines", "what this machine has and can run"),
                    new Entry("demo", "see it work on sample pictures"),
                    new Entry("help", "this help, or that of a command"),
                    new Entry("completion", "a script that completes words in bash or zsh"));

    private Commands() {}

    /** The command of this name, or null. */
    static @Nullable Command named(String name) {
        return switch (name) {
            case "choose" -> new ChooseCommand();
            case "engines" -> new EnginesCommand();
            case "demo" -> new DemoCommand();
            case "help" -> new HelpCommand();
            case "completion" -> new CompletionCommand();
            default -> job(name);
        };
    }

    /** The command of this name if it runs a job, or null. */
    static @Nullable JobCommand job(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "exec" -> new ExecCommand();
            case "images" -> new ImagesCommand();
            default -> null;
        };
    }

    /** What to say about a word that is no command. */
    static String unknown(String word) {
        StringBuilder text = new StringBuilder("there is no command '" + word + "'; ");
        String near = nearest(word);
        if (near != null) {
            return text.append("did you mean '").append(near).append("'?").toString();
        }
        text.append("there are:");
        for (Entry entry : ALL) {
            text.append(' ').append(entry.name());
        }
        return text.toString();
    }

    private static @Nullable String nearest(String word) {
        String best = null;
        int least = 3;
        for (Entry entry : ALL) {
            int distance = distance(word, entry.name());
            if (distance < least && distance < entry.name().length() / 2 + 1) {
                least = distance;
                best = entry.name();
            }
        }
        return best;
    }

    /** How many letters must change to make one word of the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
