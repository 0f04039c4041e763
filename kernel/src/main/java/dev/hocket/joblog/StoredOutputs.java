package dev.hocket.joblog;

import dev.hocket.JournalException;
import dev.hocket.text.ErrorText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stored outputs of a joblog: one file each, a thousand to a folder. The output of the input at
 * position 1234567 lies in {@code 001234/001234567}; that of a grown input, which has no position,
 * in {@code grown/ab/ab12…}, by the SHA-256 of its key. A file is written under a name that ends in
 * {@code .part} and then renamed, so a file without that ending is whole.
 */
final class StoredOutputs<O extends @Nullable Object> {
    private final Path folder;
    private final ResultCodec<O> codec;
    private @Nullable Path lastParent;

    private StoredOutputs(Path folder, ResultCodec<O> codec) {
        this.folder = folder;
        this.codec = codec;
    }

    /** Where an output lies, and the checksum of its bytes. */
    record Stored(String name, int checksum) {}

    /**
     * Opens a folder; makes it if it is not there.
     *
     * @param fresh whether nothing was stored before, so that the folder must be empty
     */
    static <O extends @Nullable Object> StoredOutputs<O> open(
            Path folder, ResultCodec<O> codec, boolean fresh) throws JournalException {
        try {
            Files.createDirectories(folder);
            if (fresh && !isEmpty(folder)) {
                throw new JournalException(
                        "the folder for results %s is not empty, and this joblog is new; name"
                                        .formatted(folder)
                                + " another folder, or resume the joblog it belongs to");
            }
        } catch (FileAlreadyExistsException notFolder) {
            throw new JournalException(
                    "the folder for results %s is a file; name a folder".formatted(folder),
                    notFolder);
        } catch (JournalException told) {
            throw told;
        } catch (IOException failed) {
            throw new JournalException(
                    "the folder for results %s cannot be used: %s; name one that you may write"
                            .formatted(folder, ErrorText.of(failed)),
                    failed);
        }
        return new StoredOutputs<>(folder, codec);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private static String name(long index, String key) {
        if (index >= 0) {
            return String.format(Locale.ROOT, "%06d/%09d", index / 1000, index);
        }
        String hash = HexFormat.of().formatHex(sha256(key), 0, 16);
        return "grown/" + hash.substring(0, 2) + "/" + hash;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_16BE));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java platform has it
        }
    }

    /** Stores an output, in place of an older one. */
    Stored store(long index, String key, O output) throws JournalException {
        String name = name(index, key);
        Path target = folder.resolve(name);
        Path part = folder.resolve(name + ".part");
        CRC32 crc = new CRC32();
        try {
            Path parent = target.getParent();
            if (parent != null && !parent.equals(lastParent)) {
                Files.createDirectories(parent);
                lastParent = parent;
            }
            try (OutputStream to =
                    new BufferedOutputStream(
                            new CheckedOutputStream(Files.newOutputStream(part), crc))) {
                codec.write(output, to);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return new Stored(name, (int) crc.getValue());
        } catch (Throwable failed) { // the codec is of the user's own
            remove(part, failed);
            throw new JournalException(
                    "the result of %s cannot be stored in %s: %s"
                            .formatted(key, target, ErrorText.of(failed)),
                    failed);
        }
    }

    private static void remove(Path part, Throwable failed) {
        try {
            boolean _ = Files.deleteIfExists(part);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /**
     * Reads a stored output.
     *
     * @throws IOException if it is missing or not as it was written; the message says which
     */
    O read(long index, int checksum) throws IOException {
        Path target = folder.resolve(name(index, ""));
        CRC32 crc = new CRC32();
        try (InputStream from =
                new BufferedInputStream(
                        new CheckedInputStream(Files.newInputStream(target), crc))) {
            O output = codec.read(from);
            long _ = from.transferTo(OutputStream.nullOutputStream());
            if ((int) crc.getValue() != checksum) {
                throw new IOException(target + " has changed since it was stored");
            }
            return output;
        } catch (NoSuchFileException missing) {
            throw new IOException(target + " is missing", missing);
        } catch (RuntimeException | Error broken) {
            throw new IOException(target + ": " + ErrorText.of(broken), broken);
        }
    }
}
