package dev.hocket.cli.command;

import dev.hocket.Engine;
import dev.hocket.cli.machine.Machine;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import dev.hocket.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hocket engines}: what this machine has, and what can run on it. */
final class EnginesCommand extends Command {
    EnginesCommand() {
        super("engines");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Shows the hardware of this machine, and the engines that can run jobs on it.",
                new String[] {"hocket engines [--json]"},
                "  hocket engines",
                "  hocket engines --json | jq '.engines[].name'");
        options.flag("Print one line of JSON.", "--json");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        if (words.has("--json")) {
            screen.result(json());
        } else {
            screen.result(Machine.here().toText());
            screen.result("");
            for (String line : table()) {
                screen.result(line);
            }
            screen.result("");
            screen.result("Jobs run on " + RunFlags.DEFAULT_ENGINE + " unless -e names another.");
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    private static String json() {
        List<Object> engines = new ArrayList<>();
        for (EngineProvider provider : Engine.providers()) {
            Map<String, @Nullable Object> engine = new LinkedHashMap<>();
            engine.put("name", provider.name());
            engine.put("lanes", provider.lanes());
            engine.put("width", provider.defaultWidth());
            engine.put("maxWidth", provider.maxWidth());
            engine.put("traits", traits(provider));
            engine.put("unavailable", provider.unavailable());
            engines.add(engine);
        }
        return "{\"machine\": "
                + Machine.here().toJson()
                + ", \"engines\": "
                + Json.text(engines)
                + "}";
    }

    private static List<String> traits(EngineProvider provider) {
        return provider.traits().stream()
                .sorted()
                .map(trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList();
    }

    private static List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("engine", "runs attempts on", "width", "can", "here"));
        for (EngineProvider provider : Engine.providers()) {
            rows.add(
                    List.of(
                            provider.name(),
                            provider.lanes(),
                            Integer.toString(provider.defaultWidth()),
                            words(provider),
                            provider.unavailable().map(why -> "no: " + why).orElse("yes")));
        }
        return aligned(rows);
    }

    private static String words(EngineProvider provider) {
        return provider.traits().stream()
                .sorted()
                .map(EnginesCommand::word)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String word(Trait trait) {
        return switch (trait) {
            case CONCURRENT -> "";
            case BACKGROUND, BLOCKING -> "";
            case NON_BLOCKING -> "tasks that return a CompletionStage";
            case ADAPTIVE -> "chooses its width";
            case DEADLINES -> "time-outs";
            case SPLITTABLE -> "forked subtasks";
            case ISOLATES_CRASHES -> "survives crashes";
            case KILLS -> "kills stuck tasks";
        };
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int of = column;
                int width = rows.stream().mapToInt(each -> each.get(of).length()).max().orElse(0);
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width - cell.length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
