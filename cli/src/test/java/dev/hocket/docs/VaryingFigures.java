package dev.hocket.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces the figures that differ from run to run by names: the one place that says which do. */
final class VaryingFigures {
    private static final Map<Pattern, String> NAMES = names();

    private VaryingFigures() {}

    private static Map<Pattern, String> names() {
        Map<Pattern, String> names = new LinkedHashMap<>();
        names.put(
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "<date>");
        names.put(Pattern.compile("127\\.0\\.0\\.1:\\d+"), "127.0.0.1:<port>");
        names.put(Pattern.compile("\\d[\\d.]*( [kM])?(/s| [kMG]?B/s)"), "<rate>");
        names.put(Pattern.compile("\\d+ min \\d+ s|\\d+ h \\d+ min"), "<time>");
        names.put(Pattern.compile("\\d[\\d.]* (ns|µs|ms|s)\\b"), "<time>");
        names.put(Pattern.compile("\"(seconds|started)\":[\\d.E\"-]+"), "\"$1\":<time>");
        names.put(Pattern.compile("\\b(auto|threads|virtual|async|processes)-\\d+"), "$1-<lane>");
        names.put(Pattern.compile("(java\\.base/.*\\.java:)\\d+"), "$1<line>");
        names.put(Pattern.compile("(process|pid) \\d+"), "$1 <number>");
        return names;
    }

    static String mask(String line) {
        String masked = line.stripTrailing();
        for (Map.Entry<Pattern, String> name : NAMES.entrySet()) {
            masked = name.getKey().matcher(masked).replaceAll(name.getValue());
        }
        return masked;
    }
}
