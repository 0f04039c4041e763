package dev.hocket.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.cli.command.Command;
import dev.hocket.cli.command.Commands;
import dev.hocket.cli.command.HelpText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps phrases that readers stumble over out of pages, help and messages. */
class HabitsTest {
    private static final Path REPOSITORY =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** Phrases, each with what to write instead. */
    private static final Map<Pattern, String> HABITS = habits();

    private static Map<Pattern, String> habits() {
        Map<Pattern, String> habits = new LinkedHashMap<>();
        add(
                habits,
                "(?<!\\b[Tt]here )\\bis no (?!longer\\b)",
                "'is not a ...': it negates the verb");
        add(habits, "\\b(at most|only|after|wait) so\\b", "the amount: 'at most N', 'after TIME'");
        add(habits, "\\bso many (at a time|failed|lanes|of)\\b", "the amount: 'N at a time'");
        add(habits, "\\b[Ww]hoever\\b|(^|[.;:] )Who \\w+s\\b[^?]*$", "what happens, not who");
        add(habits, "\\bbe it\\b", "'such as ...': it is literary");
        add(habits, "\\w, too\\b(?! \\w)", "'also' before the verb");
        add(habits, "\\b(go|goes|going|went|Going) on\\b", "'continue' or 'resume'");
        add(habits, "\\bpass(es|ed)? over\\b", "'skip'");
        add(habits, "\\bwrong use\\b", "'usage error': the term of the trade");
        add(habits, "\\bhas no meaning\\b", "'unexpected argument ...'");
        add(habits, "\\bfault of hocket\\b", "'a bug in hocket'");
        add(habits, "\\b(gets?|got|come|came|comes) to (its|their|the) (end|turn)\\b", "'finish'");
        add(habits, "\\bfair turns\\b", "'under a fair scheduler'");
        add(habits, "\\blittle beside\\b", "'small compared with'");
        add(habits, "\\bwant(s|ed)? (a|its|their) core\\b", "'needs a core'");
        add(habits, "\\bof which (it|they) \\w+\\b", "a second sentence");
        add(habits, "\\bin silence\\b", "'silently'");
        add(habits, "\\bstands? (after|before|behind|there|where)\\b", "'is' or 'follows'");
        add(habits, "\\b(is|are) there already\\b", "'already exists'");
        add(habits, "\\bparted by\\b", "'separated by'");
        add(habits, "\\botherwise than\\b", "'differently from'");
        add(habits, "\\bwithout end\\b", "'endless'");
        add(habits, "\\bsee-through\\b|\\binks\\b", "'transparent', 'CMYK'");
        add(
                habits,
                "(^|[,:;(] )also (after|with|if|when|in|on|from|none|not|while|between|under)\\b",
                "'even after ...' or 'including ...'");
        add(
                habits,
                "\\b(command|file|folder|argument|text|image)s? holds?\\b|\\bdata hold\\b",
                "'contains': a lock is held, a text is not");
        add(habits, "\\b(is|are) to be (made|trusted|sent|given|put|read|run)\\b", "'must be'");
        add(habits, "\\bwait(s|ing)? for (its|their) end\\b", "'wait until it has ended'");
        add(habits, "\\b(read|written) to (its|their) end\\b", "'completely'");
        add(habits, "\\bcannot be made\\b|\\bmake it first\\b", "'create'");
        add(habits, "\\bexists already\\b", "'already exists'");
        add(habits, "\\b(do|does) without\\b", "'without ...', or what to use instead");
        add(habits, "\\bstands? in\\b", "'is in' or 'is listed in'");
        add(habits, "\\b(owner|input|outputs|JDK|fails) alone\\b", "'only'");
        return habits;
    }

    private static void add(Map<Pattern, String> habits, String phrase, String instead) {
        habits.put(Pattern.compile(phrase, Pattern.MULTILINE), instead);
    }

    @Test
    void pagesHaveNoneOfThem() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> pages = pages();
        assertTrue(pages.size() > 30, () -> "only " + pages);
        for (Path page : pages) {
            found.addAll(habitsIn(page.getFileName().toString(), prose(Files.readString(page))));
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void helpHasNoneOfThem() {
        List<String> found = new ArrayList<>();
        for (Commands.Entry entry : Commands.ALL) {
            Command command = Commands.named(entry.name());
            assertTrue(command != null, entry::name);
            String help = HelpText.of(command.options(), false);
            assertTrue(help.contains("Usage: hocket " + entry.name()), help);
            found.addAll(habitsIn("hocket " + entry.name() + " --help", prose(help)));
            found.addAll(habitsIn("hocket help", entry.summary()));
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void messagesHaveNoneOfThem() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = sources();
        assertTrue(sources.size() > 500, () -> "only " + sources.size() + " sources");
        int literals = 0;
        for (Path source : sources) {
            for (String literal : StringLiterals.of(Files.readString(source))) {
                literals++;
                found.addAll(habitsIn(source.getFileName().toString(), literal));
            }
        }
        assertTrue(literals > 1_000, "only " + literals + " texts");
        assertEquals("", String.join("\n", found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x' is no number",
                "run at most so many",
                "run so many at a time",
                "whoever asks must log in",
                "Done. Who asks must log in",
                "a lock, be it fair or not",
                "it does that, too.",
                "the others go on",
                "Going on: --resume",
                "such lines are passed over",
                "255 wrong use",
                "the word 'x' has no meaning here",
                "this is a fault of hocket",
                "it never gets to its end",
                "a step with fair turns",
                "little beside handing it out",
                "it wants a core",
                "5 s in all of which it computes",
                "lost in silence",
                "'a' stands before the command",
                "the file is there already",
                "fields parted by commas",
                "answers otherwise than b",
                "Sites without end",
                "see-through parts",
                "it resumes, also after a crash",
                "any number of outputs, also none",
                "the command holds {1}",
                "its data hold a code",
                "if it is to be trusted, raise the limit",
                "wait for its end or name another file",
                "it could not be read to its end",
                "the joblog cannot be made",
                "there is no folder 'a'; make it first",
                "the file exists already",
                "let it do without metadata",
                "the API stands in a file",
                "a crash fails one input alone"
            })
    void aHabitIsSeen(String text) {
        assertEquals(1, habitsIn("page", text).size(), () -> text + ": " + habitsIn("page", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "there is no file 'a'",
                "it is no longer there",
                "so that many at a time",
                "Who are you?",
                "the button goes to the left",
                "too many failed",
                "the second, too large for the heap",
                "it is also in the log",
                "ann holds a lock",
                "throughput alone decides"
            })
    void plainTextPasses(String text) {
        assertEquals(List.of(), habitsIn("page", text));
    }

    private static List<String> habitsIn(String where, String text) {
        List<String> found = new ArrayList<>();
        HABITS.forEach((phrase, instead) -> {
            Matcher matcher = phrase.matcher(text);
            while (matcher.find()) {
                int from = Math.max(0, matcher.start() - 40);
                int to = Math.min(text.length(), matcher.end() + 30);
                found.add(
                        "%s: '...%s...': write %s"
                                .formatted(where, text.substring(from, to).strip(), instead));
            }
        });
        return found;
    }

    /** A text whose sentences stand on one line each, without the examples of code. */
    private static String prose(String text) {
        return text.replaceAll("(?s)```.*?```", "")
                .replaceAll("(?<=\\S)[ ]*\n[ ]*(?=[\\w'(])", " ");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(REPOSITORY.resolve("docs"));
                Stream<Path> gallery = Files.list(REPOSITORY.resolve("examples/check"));
                Stream<Path> top = Files.list(REPOSITORY)) {
            return Stream.of(docs, gallery, top)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The main sources of all modules. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
