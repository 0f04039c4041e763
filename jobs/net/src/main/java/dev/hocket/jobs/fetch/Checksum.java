package dev.hocket.jobs.fetch;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The expected checksum of a file.
 *
 * @param name {@code sha256}, {@code sha512}, {@code sha1} or {@code md5}
 * @param hex the hash in lower-case hexadecimal digits
 */
public record Checksum(String name, String hex) implements Serializable {
    private record HashKind(String name, String algorithm, int digits) {}

    private static final List<HashKind> KINDS =
            List.of(
                    new HashKind("sha256", "SHA-256", 64),
                    new HashKind("sha512", "SHA-512", 128),
                    new HashKind("sha1", "SHA-1", 40),
                    new HashKind("md5", "MD5", 32));

    /**
     * Parses {@code sha256:0123...}.
     *
     * @throws IllegalArgumentException if it is not a checksum; the message says what was expected
     */
    public static Checksum parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        HashKind kind =
                kind(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "'%s': expected sha256:, sha512:, sha1: or md5: and a hash"
                                                .formatted(text)));
        if (hex.length() != kind.digits || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "'%s': a %s has %d hexadecimal digits, and this has %d characters",
                            text,
                            name,
                            kind.digits,
                            hex.length()));
        }
        return new Checksum(name, hex);
    }

    /** The checksum that a hash of this many hexadecimal digits is. */
    static Checksum of(String hex) {
        for (HashKind kind : KINDS) {
            if (kind.digits == hex.length()) {
                return parse(kind.name + ":" + hex);
            }
        }
        throw new IllegalArgumentException(
                "'%s': a hash has 32, 40, 64 or 128 hexadecimal digits".formatted(hex));
    }

    /** Whether a word begins as a checksum does. */
    static boolean begins(String word) {
        int colon = word.indexOf(':');
        return colon > 0 && kind(word.substring(0, colon).toLowerCase(Locale.ROOT)).isPresent();
    }

    private static Optional<HashKind> kind(String name) {
        return KINDS.stream().filter(kind -> kind.name.equals(name)).findFirst();
    }

    /** A digest to compute it with. */
    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(kind(name).orElseThrow().algorithm);
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError(never); // each JDK has these
        }
    }

    @Override
    public String toString() {
        return name + ":" + hex;
    }
}
