package dev.hocket.check.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages within which data races are not reported: those that the user names, and libraries
 * that are known to race on purpose. A race is left out only if both accesses are in the same one.
 */
public final class IgnoredRaces {
    /** Known libraries, with the reason. */
    private static final Map<String, String> KNOWN = known();

    private final List<String> named;
    private final Set<String> met = new TreeSet<>();

    /** For the packages that a user names, with dots. */
    public IgnoredRaces(List<String> named) {
        this.named = List.copyOf(named);
    }

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put(
                "com.github.benmanes.caffeine",
                "its entries' times and weights are read without order on purpose, and a stale one"
                        + " only delays an eviction");
        known.put(
                "com.zaxxer.hikari",
                "a connection's last use and its mark for eviction are read without order on"
                        + " purpose, and checked again before they count");
        known.put(
                "com.google.common.collect",
                "its immutable collections keep views that are made at first use in plain"
                        + " variables, and any of them is as good as another");
        known.put(
                "reactor.core.publisher",
                "the table of a flattening operator's sources is read without order on purpose, and"
                        + " a source that is missed is looked for again");
        known.put(
                "reactor.core.scheduler",
                "since when a worker is idle is written without order, and a wrong time only moves"
                        + " its end");
        return known;
    }

    /** Whether a race between these two places is not to be reported. */
    boolean contain(HookSite one, HookSite other) {
        for (String name : named) {
            if (within(name, one) && within(name, other)) {
                met.add(name);
                return true;
            }
        }
        for (String name : KNOWN.keySet()) {
            if (within(name, one) && within(name, other)) {
                met.add(name);
                return true;
            }
        }
        return false;
    }

    private static boolean within(String name, HookSite site) {
        return site.inClass.startsWith(name)
                && (site.inClass.length() == name.length()
                        || site.inClass.charAt(name.length()) == '.'
                        || site.inClass.charAt(name.length()) == '$');
    }

    /** What was left out, in sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (String name : met) {
            notes.add(
                    "Data races within "
                            + name
                            + " were met and are not reported: "
                            + (named.contains(name)
                                    ? "you asked for that."
                                    : KNOWN.get(name) + "."));
        }
        return notes;
    }
}
