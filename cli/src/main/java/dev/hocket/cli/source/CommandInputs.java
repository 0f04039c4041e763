package dev.hocket.cli.source;

import dev.hocket.Inputs;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.DelimitedTexts;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.jobs.exec.CommandInput;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line that runs commands: the command, and the inputs. Several sources give
 * all combinations, of which the last source's varies first, or go along with each other. The first
 * source is read as the run goes on and may have no end; the others are kept in memory.
 */
public final class CommandInputs {
    private final List<String> command;
    private final SourceFlags flags;
    private final List<TextSource> sources;
    private final boolean marked;
    private final List<String> names = new ArrayList<>();

    /** The first source, where it is read; opened when it is needed, and then once. */
    private @Nullable DelimitedTexts first;

    /** What goes along with it. */
    private LinkedTexts besideFirst = new LinkedTexts(List.of(), false);

    /** All sources, or those after the first and what goes along with it. */
    private Combinations loaded = new Combinations(List.of(), 1);

    private CommandInputs(
            List<String> command, SourceFlags flags, List<TextSource> sources, boolean marked) {
        this.command = command;
        this.flags = flags;
        this.sources = sources;
        this.marked = marked;
    }

    /** Adds the options that say how inputs are read and put together. */
    public static void describe(CommandOptions options) {
        SourceFlags.describe(options);
    }

    /** Takes the words apart; reads nothing yet. */
    public static CommandInputs of(ParsedLine parsed) throws SetUpException {
        List<String> words = parsed.words();
        SourceFlags flags = SourceFlags.of(parsed);
        int mark = TextSource.firstMark(words);
        List<TextSource> sources = new ArrayList<>();
        for (String file : flags.files()) {
            sources.add(TextSource.ofFile(file, false));
        }
        boolean marked = mark < words.size();
        if (marked && !sources.isEmpty()) {
            throw new SetUpException(
                    "inputs are given both after '%s' and with -a %s; to combine them, write ':::: %s'"
                                    .formatted(
                                            words.get(mark),
                                            flags.files().getFirst(),
                                            flags.files().getFirst())
                            + " instead of -a");
        }
        sources.addAll(TextSource.of(words.subList(mark, words.size())));
        if (sources.isEmpty()) {
            sources.add(TextSource.ofFile("-", false));
        }
        check(sources, flags);
        return new CommandInputs(words.subList(0, mark), flags, sources, marked);
    }

    private static void check(List<TextSource> sources, SourceFlags flags) throws SetUpException {
        long standard = sources.stream().filter(TextSource::isStandardInput).count();
        if (standard > 1) {
            throw new SetUpException(
                    standard
                            + " sources read standard input, which can be read once; save it in a"
                            + " file and name that for the others");
        }
        if (flags.delimited() != null && sources.stream().allMatch(s -> s.words() != null)) {
            throw new SetUpException(
                    flags.delimited()
                            + " applies to inputs that are read, but they are given as words; leave"
                            + " it out, or pass them with -a or on standard input");
        }
        if (flags.linked() && sources.stream().anyMatch(TextSource::linked)) {
            throw new SetUpException(
                    "--link makes all sources go along with each other; write ':::' for ':::+'"
                            + " (shorter sources start again), or leave --link out (the shortest"
                            + " ends)");
        }
    }

    /** The words that say what to run; none if the inputs themselves do. */
    public List<String> command() {
        return command;
    }

    /** Whether {@code :::} or the like stands before the inputs. */
    public boolean marked() {
        return marked;
    }

    /** Whether standard input is the only source. */
    public boolean fromStandardInput() {
        return sources.size() == 1 && sources.getFirst().isStandardInput();
    }

    /** The names of the parts of each input; none if they have no header. */
    public List<String> names() {
        return names;
    }

    /** How many parts each input has; 0 if that is not known. */
    public int parts() {
        return flags.columns().splits() ? names.size() : sources.size();
    }

    /** Reads what is kept in memory, and the header. */
    public void load(Screen screen) throws SetUpException {
        List<LinkedTexts> groups = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            TextSource source = sources.get(i);
            if (i == 0 || !(source.linked() || flags.linked())) {
                groups.add(new LinkedTexts(new ArrayList<>(), flags.linked()));
            }
            if (i == 0 && source.words() == null) {
                first = openFirst(source, screen);
            } else {
                groups.getLast().sources().add(texts(source, screen));
            }
        }
        if (first != null) {
            besideFirst = groups.removeFirst();
        }
        loaded = Combinations.of(groups);
    }

    private DelimitedTexts openFirst(TextSource source, Screen screen) throws SetUpException {
        DelimitedTexts texts = open(source, screen);
        if (flags.header()) {
            List<String> name = new ArrayList<>();
            try {
                boolean _ = texts.tryAdvance(name::add);
            } catch (UncheckedIOException failed) {
                throw new SetUpException(String.valueOf(failed.getMessage()), failed);
            }
            addNames(name);
        }
        return texts;
    }

    /** All texts of a source but its name. */
    private List<String> texts(TextSource source, Screen screen) throws SetUpException {
        List<String> texts = source.words();
        if (texts == null) {
            try (Stream<String> read = open(source, screen).stream()) {
                texts = read.toList();
            } catch (UncheckedIOException failed) {
                throw new SetUpException(String.valueOf(failed.getMessage()), failed);
            }
        }
        if (!flags.header()) {
            return texts;
        }
        addNames(texts);
        return texts.subList(1, texts.size());
    }

    private void addNames(List<String> texts) throws SetUpException {
        if (texts.isEmpty()) {
            throw new SetUpException(
                    "--header : takes the first input of each source for its name, and a source is"
                            + " empty");
        }
        String header = texts.getFirst();
        if (!flags.columns().splits() && header.indexOf('\t') >= 0) {
            throw new SetUpException(
                    "the header '"
                            + header.replace("\t", "\\t")
                            + "' has tabs; to split it into columns, add --colsep '\\t'");
        }
        names.addAll(flags.columns().of(List.of(header)));
    }

    private DelimitedTexts open(TextSource source, Screen screen) throws SetUpException {
        String file = source.isStandardInput() ? null : source.file();
        return DelimitedTexts.over(
                InputWords.open(file, marked ? "::::" : "-a", screen),
                file == null ? "standard input" : file,
                flags.delimiter());
    }

    /** The inputs, made as the run goes on; to be called once. */
    public Inputs<CommandInput> inputs() {
        DelimitedTexts read = first;
        if (read == null) {
            return Inputs.range(0, loaded.size()).mapIndexed((_, position) -> combined(position));
        }
        if (sources.size() == 1) {
            return Inputs.of(read.stream())
                    .mapIndexed((index, text) -> input(index + 1, List.of(text)));
        }
        return Inputs.of(stream(read));
    }

    /** The inputs one by one; to be called once, and closed. */
    public Stream<CommandInput> stream() {
        DelimitedTexts read = first;
        return read == null
                ? LongStream.range(0, loaded.size()).mapToObj(this::combined)
                : stream(read);
    }

    private Stream<CommandInput> stream(DelimitedTexts read) {
        Stream<String> texts = read.stream();
        Iterator<CommandInput> all =
                new Expansion(new StreamedTexts(texts.iterator(), besideFirst));
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                all, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(texts::close);
    }

    private CommandInput combined(long position) {
        List<String> texts = new ArrayList<>(sources.size());
        loaded.addTo(texts, position);
        return input(position + 1, texts);
    }

    private CommandInput input(long number, List<String> texts) {
        String text = texts.size() == 1 ? texts.getFirst() : String.join("\t", texts);
        return new CommandInput(number, text, flags.columns().of(texts));
    }

    /** Each row of the first source with all combinations of the others. */
    private final class Expansion implements Iterator<CommandInput> {
        private final Iterator<List<String>> rows;
        private List<String> row = List.of();
        private long position;
        private long number;

        Expansion(Iterator<List<String>> rows) {
            this.rows = rows;
            this.position = loaded.size();
        }

        @Override
        public boolean hasNext() {
            return position < loaded.size() || (loaded.size() > 0 && rows.hasNext());
        }

        @Override
        public CommandInput next() {
            if (position == loaded.size()) {
                row = rows.next();
                position = 0;
            }
            List<String> texts = new ArrayList<>(row);
            loaded.addTo(texts, position++);
            return input(++number, texts);
        }
    }
}
