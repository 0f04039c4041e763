package dev.hocket.cli.job;

import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.exec.CapturedOutput;
import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandResult;
import dev.hocket.jobs.exec.ExactText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Folders with what commands wrote, named by their inputs and laid out as GNU parallel does: the
 * input of the parts A and C has {@code 1/A/2/C}, or {@code f1/A/f2/C} where parts have names. In
 * it are {@code stdout}, {@code stderr}, {@code seq}, the number of the input, and {@code status},
 * the exit status. Each file is renamed when it is whole, and {@code status} comes last: a folder
 * that has it is complete.
 *
 * <p>Bytes that a name cannot hold are written as {@code %2F}, an empty name is {@code %}, and a
 * long one ends in a hash. Of several inputs of the same name, also of names that are the same to a
 * file system that ignores case, the first to end has the name, and the others' folders end in
 * their numbers: {@code A%#2}.
 *
 * @param folder the absolute path of the folder that holds all
 * @param names the names of the parts, empty for their numbers
 */
record NamedResults(String folder, List<String> names) implements Serializable {
    /** The folder of the records for a resumed run; no input's name starts with a dot. */
    private static final String REPLAY = ".replay";

    /** Names are cut beyond this number of bytes; file systems take 255. */
    private static final int MOST_BYTES = 200;

    private static final int HASH_BYTES = 8;
    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    NamedResults {
        names = List.copyOf(names);
    }

    /**
     * What is in a folder.
     *
     * @param path the input's folder, relative to that of all
     * @param size the number of bytes in its {@code stdout}
     * @param checksum their CRC-32C
     */
    record Stored(String path, long size, long checksum) implements Serializable {
        void writeTo(OutputStream to) throws IOException {
            String text = size + " " + Long.toHexString(checksum) + " " + path;
            to.write(text.getBytes(StandardCharsets.UTF_8));
        }

        static Stored readFrom(InputStream from) throws IOException {
            String text = new String(from.readAllBytes(), StandardCharsets.UTF_8);
            String[] fields = text.split(" ", 3);
            try {
                if (fields.length == 3) {
                    long checksum = Long.parseUnsignedLong(fields[1], 16);
                    return new Stored(fields[2], Long.parseLong(fields[0]), checksum);
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new IOException("'" + Wording.shortened(text) + "' does not name a result");
        }
    }

    /** Opens the folder that {@code --results} names; creates nothing yet. */
    static NamedResults in(String folder, List<String> names) throws SetUpException {
        if (folder.endsWith(".csv") || folder.endsWith(".tsv")) {
            throw new SetUpException(
                    "--results '"
                            + folder
                            + "': expected a folder, not a table; for one line per input, use"
                            + " --json");
        }
        if (folder.indexOf('{') >= 0) {
            throw new SetUpException(
                    "--results '"
                            + folder
                            + "': expected a folder without placeholders; each input has a folder"
                            + " of its own in it, named by the input");
        }
        try {
            return new NamedResults(Path.of(folder).toAbsolutePath().toString(), names);
        } catch (InvalidPathException impossible) {
            throw new SetUpException(
                    "--results '" + folder + "': expected a folder: " + impossible.getReason(),
                    impossible);
        }
    }

    /**
     * Refuses a folder that holds results of another run.
     *
     * @param resumes whether this run continues an earlier one, whose results it may hold
     */
    void check(boolean resumes) throws SetUpException {
        Path root = Path.of(folder);
        if (resumes && Files.isDirectory(replayFolder())) {
            return;
        }
        try {
            if (Files.exists(root) && !Files.isDirectory(root)) {
                throw new SetUpException(
                        "the folder for results %s is a file; name a folder".formatted(folder));
            }
            Files.createDirectories(root);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                if (entries.iterator().hasNext()) {
                    throw new SetUpException(
                            "the folder for results %s is not empty; name another folder, or resume"
                                            .formatted(folder)
                                    + " the joblog it belongs to");
                }
            }
        } catch (IOException failed) {
            throw new SetUpException(
                    "the folder for results %s cannot be used: %s; name one that you may write"
                            .formatted(folder, Wording.problem(failed)),
                    failed);
        }
    }

    /** Where a joblog keeps the records that {@link #read} needs. */
    Path replayFolder() {
        return Path.of(folder, REPLAY);
    }

    /**
     * Stores what a command wrote, in place of what an earlier attempt of its input wrote.
     *
     * @throws IOException if that cannot be written
     */
    Stored store(CommandResult result) throws IOException {
        CommandInput input = result.argument();
        try {
            Path place = claim(place(input), input.number());
            Files.deleteIfExists(place.resolve("status"));
            long checksum = write(place, "stdout", result.stdout()::writeTo);
            write(place, "stderr", result.stderr()::writeTo);
            byte[] status = (result.exit() + "\n").getBytes(StandardCharsets.UTF_8);
            write(place, "status", to -> to.write(status));
            String path = Path.of(folder).relativize(place).toString();
            return new Stored(path, result.stdout().size(), checksum);
        } catch (IOException failed) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "exit %d, and its output cannot be stored in %s: %s",
                            result.exit(),
                            folder,
                            Wording.problem(failed)),
                    failed);
        }
    }

    /**
     * Reads the standard output of an earlier command.
     *
     * @throws IOException if it is missing or has changed
     */
    CapturedOutput read(Stored stored) throws IOException {
        Path file;
        try {
            file = Path.of(folder, stored.path(), "stdout");
        } catch (InvalidPathException elsewhere) { // written under another locale
            throw new IOException(elsewhere.getMessage(), elsewhere);
        }
        CRC32C sum = new CRC32C();
        try (InputStream from =
                new BufferedInputStream(new CheckedInputStream(Files.newInputStream(file), sum))) {
            CapturedOutput output = CapturedOutput.readFrom(from);
            if (output.size() != stored.size() || sum.getValue() != stored.checksum()) {
                output.close();
                throw new IOException(file + " has changed since it was stored");
            }
            return output;
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " is missing", missing);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file under another name, and renames it; returns the checksum of its bytes. */
    private static long write(Path place, String name, Content content) throws IOException {
        Path part = place.resolve(name + ".part");
        CRC32C sum = new CRC32C();
        try (OutputStream out =
                new BufferedOutputStream(
                        new CheckedOutputStream(Files.newOutputStream(part), sum))) {
            content.writeTo(out);
        }
        Files.move(part, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return sum.getValue();
    }

    private Path place(CommandInput input) {
        Path place = Path.of(folder);
        for (int i = 0; i < input.parts().size(); i++) {
            String name = i < names.size() ? names.get(i) : Integer.toString(i + 1);
            place = place.resolve(fileName(name)).resolve(fileName(input.parts().get(i)));
        }
        return place;
    }

    /** The folder of an input: another one if this belongs to an input of the same name. */
    private static Path claim(Path place, long number) throws IOException {
        if (isOf(place, number)) {
            return place;
        }
        Path another = place.resolveSibling(place.getFileName() + "%#" + number);
        if (isOf(another, number)) {
            return another;
        }
        throw new IOException(another + " belongs to another input; name an empty folder");
    }

    /** Whether a folder is of this input, after taking it if it is of none. */
    private static boolean isOf(Path place, long number) throws IOException {
        Path sequence = place.resolve("seq");
        String own = number + "\n";
        if (!Files.exists(sequence)) {
            Files.createDirectories(place);
            Path part = Files.writeString(place.resolve("seq." + number), own);
            try {
                Files.createLink(sequence, part); // at once and whole, or not at all
                return true;
            } catch (FileAlreadyExistsException taken) {
                // by an input that ends at the same time
            } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
                Files.move(part, sequence);
                return true;
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return Files.readString(sequence).equals(own);
    }

    /** A text as the name of a file; different for different texts, and never hidden. */
    static String fileName(String text) {
        if (text.isEmpty()) {
            return "%";
        }
        byte[] exact = ExactText.bytes(text);
        StringBuilder name = new StringBuilder();
        if (ExactText.isUtf8(text) && FILE_NAMES.newEncoder().canEncode(text)) {
            text.codePoints().forEach(code -> append(name, code));
        } else {
            for (byte b : exact) {
                append(name, b & 0xFF, b >= 0 && isPlain(b));
            }
        }
        if (name.charAt(0) == '.') {
            name.replace(0, 1, "%2E");
        }
        return shortened(name.toString(), exact);
    }

    private static boolean isPlain(int code) {
        boolean control = code < ' ' || (code >= 0x7F && code < 0xA0);
        return !control && code != '/' && code != '\\' && code != '%';
    }

    private static void append(StringBuilder name, int code) {
        if (isPlain(code)) {
            name.appendCodePoint(code);
            return;
        }
        for (byte b : Character.toString(code).getBytes(StandardCharsets.UTF_8)) {
            append(name, b & 0xFF, false);
        }
    }

    private static void append(StringBuilder name, int octet, boolean plain) {
        if (plain) {
            name.append((char) octet);
        } else {
            name.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
        }
    }

    private static String shortened(String name, byte[] exact) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return name;
        }
        StringBuilder head = new StringBuilder();
        int bytes = 0;
        for (int code : name.codePoints().toArray()) {
            bytes += Character.toString(code).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES - 2 * HASH_BYTES - 2) {
                break;
            }
            head.appendCodePoint(code);
        }
        return head + "%~" + HexFormat.of().formatHex(sha256(exact), 0, HASH_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java platform has it
        }
    }
}
