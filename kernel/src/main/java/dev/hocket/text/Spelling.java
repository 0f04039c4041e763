package dev.hocket.text;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that a misspelled word may stand for; used in messages about unknown names. */
public final class Spelling {
    private static final int MOST_CHANGES = 2;

    private Spelling() {}

    /**
     * The name nearest to a word by Levenshtein distance (insertions, deletions and changes of
     * letters): at most two, and fewer than half of the name's letters.
     */
    public static Optional<String> nearest(String word, Collection<String> names) {
        String best = null;
        int least = MOST_CHANGES + 1;
        for (String name : names) {
            int distance = distance(word, name);
            if (distance < least && distance < name.length() / 2 + 1) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

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
