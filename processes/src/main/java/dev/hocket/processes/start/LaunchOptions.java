package dev.hocket.processes.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options of this JVM that its workers need as well, so that a task behaves the same there:
 * system properties (hence encoding, time zone and language), assertions, the stack size, and
 * options that open modules. Options that belong to one process are left out: agents, ports of
 * debuggers and JMX, heap, collectors, logs, caches.
 */
final class LaunchOptions {
    /** Variables in which Java looks for options as well. */
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Options that have their value in the next word. */
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "-cp",
                    "-classpath",
                    "--class-path",
                    "-p",
                    "--module-path",
                    "--upgrade-module-path",
                    "--add-modules",
                    "--add-exports",
                    "--add-opens",
                    "--add-reads",
                    "--patch-module",
                    "--limit-modules",
                    "--enable-native-access",
                    "--source",
                    "--describe-module",
                    "-d");

    private static final Set<String> MODULE_OPTIONS =
            Set.of(
                    "--add-modules",
                    "--add-exports",
                    "--add-opens",
                    "--add-reads",
                    "--enable-native-access");

    private static final Pattern FORWARDED =
            Pattern.compile(
                    "-D.+|-(ea|da|enableassertions|disableassertions)(:.*)?"
                            + "|-(esa|dsa|enablesystemassertions|disablesystemassertions)"
                            + "|-Xss.+|--enable-preview");

    private static final Pattern OF_ONE_PROCESS =
            Pattern.compile(
                    "-Dcom\\.sun\\.management.*|-Djava\\.class\\.path=.*|-Djava\\.util\\.logging\\.config"
                        + "\\.class=.*|-Djava\\.rmi\\..*|-Djdk\\.module\\..*");

    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s\"']+)|(\\s+)");

    private LaunchOptions() {}

    /** Those of this process, found once. */
    private static final class Own {
        static final List<String> FORWARDED = select(expand(arguments()));
    }

    static List<String> forwarded() {
        return Own.FORWARDED;
    }

    /** Takes what belongs to one process out of the variables in which Java looks for options. */
    static void clean(Map<String, String> environment) {
        for (String name : VARIABLES) {
            String value = environment.get(name);
            if (value != null) {
                List<String> words = words(value);
                List<String> kept = select(words);
                if (kept.isEmpty()) {
                    environment.remove(name);
                } else if (kept.size() < words.size()) {
                    environment.put(name, quoted(kept));
                }
            }
        }
    }

    private static String quoted(List<String> words) {
        return String.join(
                " ",
                words.stream()
                        .map(word -> word.matches(".*\\s.*") ? '"' + word + '"' : word)
                        .toList());
    }

    /** The words after the program's name. */
    private static List<String> arguments() {
        try {
            String all =
                    Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
            byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
            String text = new String(bytes, StandardCharsets.UTF_8);
            List<String> words = new ArrayList<>(Arrays.asList(text.split("\0", -1)));
            return isJava(words.getFirst()) ? words.subList(1, words.size()) : List.of();
        } catch (IOException | RuntimeException _) {
            ProcessHandle.Info info = ProcessHandle.current().info();
            return isJava(info.command().orElse(""))
                    ? info.arguments().map(List::of).orElse(List.of())
                    : List.of();
        }
    }

    /** Whether the words are those of Java's own launcher: of others nobody knows the meaning. */
    private static boolean isJava(String command) {
        Path name = Path.of(command).getFileName();
        return name != null && name.toString().matches("java(w?\\.exe)?");
    }

    /** Puts the words of {@code @FILE} in its place. */
    static List<String> expand(List<String> arguments) {
        return arguments.stream().flatMap(LaunchOptions::expand).toList();
    }

    private static Stream<String> expand(String argument) {
        if (!argument.startsWith("@") || argument.startsWith("@@")) {
            return Stream.of(argument);
        }
        try {
            String text = Files.readString(Path.of(argument.substring(1)));
            return words(text.replaceAll("(?m)^\\s*#.*$", "")).stream();
        } catch (IOException | RuntimeException _) {
            return Stream.of(argument);
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        for (Matcher next = WORD.matcher(text); next.find(); ) {
            if (next.group(4) != null) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                open = true;
                word.append(
                        Optional.ofNullable(next.group(1))
                                .map(quoted -> quoted.replaceAll("\\\\(.)", "$1"))
                                .or(() -> Optional.ofNullable(next.group(2)))
                                .orElseGet(() -> next.group(3)));
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    /** Those to be forwarded of the words up to the main class. */
    static List<String> select(List<String> arguments) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                break;
            }
            if (!word.startsWith("-") && !word.startsWith("@")) {
                break; // the main class
            }
            if (WITH_VALUE.contains(word) && i + 1 < arguments.size()) {
                i++;
                word = word + "=" + arguments.get(i);
            }
            if (isForwarded(word)) {
                selected.add(word);
            }
        }
        return selected;
    }

    private static boolean isForwarded(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        return MODULE_OPTIONS.contains(name)
                || (FORWARDED.matcher(word).matches() && !OF_ONE_PROCESS.matcher(word).matches());
    }
}
