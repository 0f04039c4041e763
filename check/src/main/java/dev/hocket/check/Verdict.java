package dev.hocket.check;

import dev.hocket.check.report.VerdictHtml;
import dev.hocket.check.report.VerdictText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a test.
 *
 * @param test the test's name, {@code Transfer#twoWays}
 * @param finding what is wrong, or null if nothing was found
 * @param others what else is wrong, if all was searched for
 * @param coverage how much was seen until then
 */
public record Verdict(
        String test, @Nullable Finding finding, List<Finding> others, Coverage coverage)
        implements Serializable {
    /** Copies the list. */
    public Verdict {
        others = List.copyOf(others);
    }

    /** With one finding, or none. */
    public Verdict(String test, @Nullable Finding finding, Coverage coverage) {
        this(test, finding, List.of(), coverage);
    }

    /** What is wrong, the most telling first. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        if (finding != null) {
            all.add(finding);
        }
        all.addAll(others);
        return all;
    }

    /** Whether nothing was found. */
    public boolean clean() {
        return finding == null;
    }

    /**
     * The report as text: the sentence, the interleaving, who holds and waits for what.
     *
     * @param columns how many characters a line may have
     * @param replayLine the command that replays the finding, or empty to leave it out
     */
    public String text(int columns, String replayLine) {
        return VerdictText.of(this, columns, replayLine);
    }

    /**
     * The report as one HTML page that needs no other file, with a picture of who waits for whom.
     *
     * @param replayLine the command that replays the finding, or empty to leave it out
     */
    public String html(String replayLine) {
        return VerdictHtml.of(this, replayLine);
    }
}
