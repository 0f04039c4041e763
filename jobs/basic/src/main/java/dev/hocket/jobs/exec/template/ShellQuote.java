package dev.hocket.jobs.exec.template;

/** Writes text so that a POSIX shell reads it back as it is. */
public final class ShellQuote {
    private static final String SAFE = "_-./,:+@%=";

    private ShellQuote() {}

    /** {@code text} as one word: as it is where that is safe, in single quotes elsewhere. */
    static String word(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    /** {@code text} in single quotes. */
    public static String quoted(String text) {
        return "'" + inSingle(text) + "'";
    }

    /** {@code text} as it stands between single quotes. */
    static String inSingle(String text) {
        return text.replace("'", "'\\''");
    }

    /** {@code text} as it stands between double quotes. */
    static String inDouble(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '"' || c == '$' || c == '`') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** Whether every shell takes {@code text} for a word without any meaning of its own. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && SAFE.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
