package dev.hocket.jobs.reduce.text;

import dev.hocket.jobs.reduce.ReductionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file is that is not a table in text, told by its first bytes.
 *
 * @param name what it is called, with its article
 * @param remedy what to do about it
 * @param at where the signature is
 * @param signature the bytes, one character each
 */
public record FileKind(String name, String remedy, int at, String signature) {
    private static final String UNPACK = "unpack it first";
    private static final String CONVERT = "convert it to CSV first";
    private static final String GIVE_FILE =
            "give it as a file by itself, neither through a pipe nor compressed";

    /** UTF-8's mark, which some programs write before texts. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    /** A text that has more control characters than one in this many is not one. */
    private static final int CONTROL_SHARE = 20;

    /** Signatures that no text begins with. */
    private static final List<FileKind> SURE =
            List.of(
                    of("a NumPy array (.npy)", GIVE_FILE, "\u0093NUMPY"),
                    of("a ZIP archive (as .zip, .xlsx, .ods or .npz)", UNPACK, "PK\3\4"),
                    of("an empty ZIP archive", UNPACK, "PK\5\6"),
                    of("gzip within a compressed file", UNPACK, "\u001f\u008b"),
                    of("Zstandard within a compressed file", UNPACK, "(\u00b5/\u00fd"),
                    at(4, "bzip2", UNPACK, "1AY&SY"),
                    of("xz", UNPACK, "\u00fd7zXZ\0"),
                    of("LZ4", UNPACK, "\4\"M\u0018"),
                    of("a .Z file of compress", UNPACK, "\u001f\u009d"),
                    of("Snappy", UNPACK, "\u00ff\6\0\0sNaPpY"),
                    of("a 7-Zip archive", UNPACK, "7z\u00bc\u00af'\u001c"),
                    of("a RAR archive", UNPACK, "Rar!\u001a\7"),
                    of("Avro", CONVERT, "Obj\1"),
                    of("HDF5", CONVERT, "\u0089HDF\r\n\u001a\n"),
                    of("NetCDF", CONVERT, "CDF\1"),
                    of("an SQLite database", CONVERT, "SQLite format 3\0"),
                    of("an older Office document (as .xls)", CONVERT, "\u00d0\u00cf\u0011\u00e0"),
                    of("a PDF document", CONVERT, "%PDF-"),
                    of("an RTF document", CONVERT, "{\\rtf"),
                    of("a PNG image", CONVERT, "\u0089PNG\r\n\u001a\n"),
                    of("a JPEG image", CONVERT, "\u00ff\u00d8\u00ff"),
                    of("a program", CONVERT, "\u007fELF"),
                    of("a Java class", CONVERT, "\u00ca\u00fe\u00ba\u00be"),
                    of("a Java object stream", CONVERT, "\u00ac\u00ed\0\5"));

    /** Signatures that a column's name may begin with, too: those of binary files alone. */
    private static final List<FileKind> IF_BINARY =
            List.of(
                    of("Parquet", GIVE_FILE, "PAR1"),
                    at(257, "a tar archive", UNPACK, "ustar"),
                    of("an Arrow or Feather file", CONVERT, "ARROW1"),
                    of("a Feather file", CONVERT, "FEA1"),
                    of("ORC", CONVERT, "ORC"),
                    at(8, "a DuckDB database", CONVERT, "DUCK"),
                    of("a MATLAB file", CONVERT, "MATLAB"),
                    of("a GIF image", CONVERT, "GIF8"),
                    of("binary", "if it has raw doubles, say so with the format f64 or f64be", ""));

    private static final Pattern JSON =
            Pattern.compile(
                    "\\s*(\\{\\s*(\"|\\}|$)|\\[\\s*([\\[{\"\\]\\d]|-\\d|null\\b|true\\b|false\\b|$)).*",
                    Pattern.DOTALL);
    private static final Pattern XML =
            Pattern.compile("\\s*<(\\?xml|!doctype|html).*", Pattern.DOTALL);

    private static FileKind of(String name, String remedy, String signature) {
        return at(0, name, remedy, signature);
    }

    private static FileKind at(int place, String name, String remedy, String signature) {
        return new FileKind(name, remedy, place, signature);
    }

    /** How many bytes a mark has at the beginning of a text: 3 of UTF-8's, or none. */
    public static int markLength(byte[] head, int length) {
        return begins(head, length, 0, MARK) ? MARK.length() : 0;
    }

    private static boolean begins(byte[] head, int length, int at, String signature) {
        if (length < at + signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if ((head[at + i] & 0xff) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that a file may be a table in text.
     *
     * @param head its first bytes, already unpacked
     * @param length how many there are
     * @param certain whether somebody said that it is CSV, whatever text it looks like
     * @param name what it is called
     * @throws ReductionException that names what it is otherwise
     */
    public static void check(byte[] head, int length, boolean certain, String name)
            throws ReductionException {
        FileKind kind = find(head, length, certain);
        if (kind != null) {
            throw new ReductionException(
                    "%s is %s, and a table in text was expected; %s"
                            .formatted(name, kind.name, kind.remedy));
        }
    }

    private static @Nullable FileKind find(byte[] head, int length, boolean certain) {
        FileKind sure = find(SURE, head, length);
        if (sure != null) {
            return sure;
        }
        int zeros = 0;
        int controls = 0;
        for (int i = 0; i < length; i++) {
            zeros += head[i] == 0 ? 1 : 0;
            controls += isControl(head[i]) ? 1 : 0;
        }
        if (zeros > 0 || controls > length / CONTROL_SHARE) {
            return find(IF_BINARY, head, length);
        }
        String text =
                new String(head, 0, length, StandardCharsets.ISO_8859_1)
                        .substring(markLength(head, length))
                        .toLowerCase(Locale.ROOT);
        if (!certain && JSON.matcher(text).matches()) {
            return of("JSON", "convert it to CSV, or set the format csv if it is CSV", "");
        }
        if (!certain && XML.matcher(text).matches()) {
            return of("XML or HTML", "convert it to CSV, or set the format csv if it is CSV", "");
        }
        return null;
    }

    private static @Nullable FileKind find(List<FileKind> kinds, byte[] head, int length) {
        for (FileKind kind : kinds) {
            if (begins(head, length, kind.at, kind.signature)) {
                return kind;
            }
        }
        return null;
    }

    /** Whether texts hardly hold it: not so tab, line breaks, form feed, escape and separators. */
    private static boolean isControl(byte b) {
        return (b >= 0 && b < 0x1b && (b < '\t' || b > '\r')) || b == 0x7f;
    }
}
