package dev.hocket.cli.source;

import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How texts are taken apart.
 *
 * @param separator what stands between two columns, or null if texts are not split
 * @param left whether blanks before a column are removed
 * @param right whether blanks after it are
 */
record InputColumns(@Nullable Pattern separator, boolean left, boolean right) {

    static InputColumns of(ParsedLine parsed) throws SetUpException {
        String separator = parsed.value("--colsep");
        String trim = parsed.value("--trim", separator == null ? "n" : "lr");
        if (!List.of("n", "l", "r", "lr", "rl").contains(trim)) {
            throw OptionValues.bad("--trim", trim, "n, l, r or lr");
        }
        return new InputColumns(
                separator == null ? null : pattern(separator),
                trim.contains("l"),
                trim.contains("r"));
    }

    private static Pattern pattern(String text) throws SetUpException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw OptionValues.bad(
                    "--colsep",
                    text,
                    "a regular expression, such as '\\t' or ','; " + wrong.getDescription());
        }
    }

    /** Whether texts are left as they are. */
    boolean isPlain() {
        return separator == null && !left && !right;
    }

    /** Whether texts are split. */
    boolean splits() {
        return separator != null;
    }

    /** The columns of several texts, one after the other. */
    List<String> of(List<String> texts) {
        if (isPlain()) {
            return texts;
        }
        List<String> columns = new ArrayList<>();
        for (String text : texts) {
            if (separator == null) {
                columns.add(trimmed(text));
            } else {
                for (String column : separator.split(text, -1)) {
                    columns.add(trimmed(column));
                }
            }
        }
        return columns;
    }

    private String trimmed(String text) {
        String begun = left ? text.stripLeading() : text;
        return right ? begun.stripTrailing() : begun;
    }
}
