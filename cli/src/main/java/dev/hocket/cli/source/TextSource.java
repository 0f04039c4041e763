package dev.hocket.cli.source;

import dev.hocket.cli.option.SetUpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One list of texts, as the command line names it.
 *
 * @param words the texts, or null if they are read
 * @param file the file that they are read from, {@code -} for standard input; or null
 * @param linked whether it goes along with the source before it
 */
record TextSource(@Nullable List<String> words, @Nullable String file, boolean linked) {
    private static final String WORDS = ":::";
    private static final String FILES = "::::";
    private static final String LINKED = "+";
    private static final Set<String> MARKS = Set.of(WORDS, FILES, WORDS + LINKED, FILES + LINKED);

    static TextSource ofFile(String file, boolean linked) {
        return new TextSource(null, file, linked);
    }

    boolean isStandardInput() {
        return "-".equals(file);
    }

    /** Where the words of a command line cease to be the command, or their number. */
    static int firstMark(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (MARKS.contains(words.get(i))) {
                return i;
            }
        }
        return words.size();
    }

    /** The sources that words name of which the first is a mark. */
    static List<TextSource> of(List<String> marked) throws SetUpException {
        List<TextSource> sources = new ArrayList<>();
        for (int i = 0; i < marked.size(); ) {
            String mark = marked.get(i);
            int end = i + 1;
            while (end < marked.size() && !MARKS.contains(marked.get(end))) {
                end++;
            }
            add(sources, mark, marked.subList(i + 1, end));
            i = end;
        }
        return sources;
    }

    private static void add(List<TextSource> sources, String mark, List<String> words)
            throws SetUpException {
        boolean linked = mark.endsWith(LINKED);
        if (linked && sources.isEmpty()) {
            throw new SetUpException(
                    "'%s' goes along with the inputs before it, and there are none; write '%s'"
                            .formatted(mark, mark.substring(0, mark.length() - 1)));
        }
        if (!mark.startsWith(FILES)) {
            sources.add(new TextSource(List.copyOf(words), null, linked));
            return;
        }
        if (words.isEmpty()) {
            throw new SetUpException(
                    "'" + mark + "' needs the name of a file with one input per line");
        }
        for (String file : words) {
            sources.add(ofFile(file, linked));
        }
    }
}
